import type { BACKUPS as ENGLISH } from "../english/backups.ts";

/** Texts of backups, in French. */
export const BACKUPS: Record<keyof typeof ENGLISH, string> = {
  "backups.title": "Sauvegardes",
  "backups.administrators_only": "Vous n’avez pas le droit de voir les sauvegardes",
  "backups.no_folder": "BACKUP_FOLDER n’est pas défini : il n’y a pas d’endroit où mettre les sauvegardes",
  "backups.running": "Une sauvegarde est déjà en cours",
  "backups.now": "Sauvegarder maintenant",
  "backups.begun": "La sauvegarde a commencé.",
  "backups.none": "Pas encore de sauvegarde.",
  "backups.started": "Début",
  "backups.result": "Résultat",
  "backups.progress": "{done} fichiers sur {count}",
  "backups.done": "{size}, vérifiée",
  "backups.file": "Fichier",
  "backups.last": "Dernière sauvegarde : {date}",
  "backups.next": "La prochaine se fera d’elle-même : {date}. Les {count} dernières sont gardées, dans {folder}.",
  "backups.not_scheduled": "Aucune ne se fait d’elle-même. Les {count} dernières sont gardées, dans {folder}.",
  "backups.set_folder":
    "Donnez à BACKUP_FOLDER un dossier d’un autre disque, par une variable d’environnement ou dans le fichier des paramètres, et redémarrez : cette page fera alors des sauvegardes, et le serveur en fera une chaque nuit.",
  "backups.restore": "Comment restaurer",
  "backups.restore_explained":
    "Une sauvegarde contient la base de données, tous les originaux et les fichiers des caméras all-sky, en un fichier. Les paramètres n’y sont pas. Sur une machine qui a ce programme, restaurez-la dans un nouveau dossier, regardez le résultat, puis arrêtez l’ancien serveur et démarrez le nouveau :",
  "backups.elsewhere":
    "Gardez des copies sur une autre machine : un disque en panne emporte les sauvegardes qu’il contient.",
};
