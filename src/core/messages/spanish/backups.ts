import type { BACKUPS as ENGLISH } from "../english/backups.ts";

/** Texts of backups, in Spanish. */
export const BACKUPS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "backups.title": "Copias de seguridad",
  "backups.administrators_only": "No tiene permiso para ver las copias de seguridad",
  "backups.no_folder": "BACKUP_FOLDER no está definido: no hay lugar para las copias de seguridad",
  "backups.running": "Ya se está haciendo una copia de seguridad",
  "backups.now": "Hacer una copia ahora",
  "backups.begun": "La copia de seguridad ha empezado.",
  "backups.none": "Aún no hay copias de seguridad.",
  "backups.started": "Inicio",
  "backups.result": "Resultado",
  "backups.progress": "{done} de {count} archivos",
  "backups.done": "{size}, verificada",
  "backups.file": "Archivo",
  "backups.last": "Última copia: {date}",
  "backups.next": "La próxima se hará sola: {date}. Se conservan las últimas {count}, en {folder}.",
  "backups.not_scheduled": "Ninguna se hace sola. Se conservan las últimas {count}, en {folder}.",
  "backups.set_folder":
    "Defina BACKUP_FOLDER como una carpeta de otro disco, con una variable de entorno o en el archivo de los ajustes, y reinicie: entonces esta página hará copias de seguridad, y el servidor hará una cada noche.",
  "backups.restore": "Cómo restaurar",
  "backups.restore_explained":
    "Una copia contiene la base de datos, todos los originales y los archivos de las cámaras all-sky, en un solo archivo. Los ajustes no están en ella. En una máquina con este programa, restáurela en una carpeta nueva, mire el resultado, detenga el servidor antiguo e inicie el nuevo:",
  "backups.elsewhere": "Guarde copias en otra máquina: un disco que se estropea se lleva las copias que contiene.",
};
