import type { UPLOAD_PAGE as ENGLISH } from "../english/upload_page.ts";

/** Texts of the upload pages, in French. */
export const UPLOAD_PAGE: Record<keyof typeof ENGLISH, string> = {
  "upload_page.advice_broken": "Relancez son traitement. S’il échoue encore, copiez-la à nouveau depuis l’appareil.",
  "upload_page.advice_waits": "Son traitement va être relancé.",
  "upload_page.broken_count": "Non traitées : {count}",
  "upload_page.history": "Vos envois",
  "upload_page.no_uploads": "Vous n’avez encore rien envoyé.",
  "upload_page.nothing_accepted": "Aucune photo",
  "upload_page.prepare_again": "Relancer le traitement",
  "upload_page.prepared_again": "Traitement relancé et terminé.",
  "upload_page.problem_count": "{count} fichiers en difficulté",
  "upload_page.problem_count_one": "{count} fichier en difficulté",
  "upload_page.refused_count": "Refusées : {count}",
  "upload_page.advice_capture_duplicate": "Rien à faire : l’autre est publiée.",
  "upload_page.advice_file_duplicate": "Rien à faire : elle est déjà sur ce serveur.",
  "upload_page.advice_in_excluded_area": "Les photos prises à cet endroit ne peuvent pas être publiées ici.",
  "upload_page.advice_invalid_file":
    "Copiez-la à nouveau depuis l’appareil, ou exportez-la en JPEG, puis renvoyez le dossier.",
  "upload_page.advice_invalid_metadata": "Corrigez ses métadonnées, puis renvoyez le dossier.",
  "upload_page.advice_position": "Renvoyez le dossier, avec une trace GPX ou un lieu sur la carte.",
  "upload_page.advice_time": "Renvoyez le dossier, et choisissez d’où viennent les heures.",
  "upload_page.comparing": "Recherche de ce qui est déjà arrivé…",
  "upload_page.continuing": "{done} sur {count} ont déjà été envoyées. Seules les autres le seront.",
  "upload_page.files": "Fichiers",
  "upload_page.finished": "Terminé. Les photos apparaîtront sur la carte dans un instant.",
  "upload_page.go_on": "Continuer",
  "upload_page.other_tab":
    "Un autre onglet envoie ce dossier. Celui-ci continuera quand l’autre aura fini ou sera fermé.",
  "upload_page.pause": "Suspendre",
  "upload_page.paused": "En pause. Vous pouvez fermer cette page : ce qui est envoyé est conservé.",
  "upload_page.sent_of": "{done} sur {count} envoyées",
  "upload_page.server_busy":
    "Le serveur est occupé. L’envoi reprendra dès qu’il sera prêt ; gardez cette page ouverte.",
  "upload_page.state_failed": "Non envoyée",
  "upload_page.state_refused": "Refusée",
  "upload_page.state_sent": "Envoyée",
  "upload_page.state_there": "Déjà envoyée",
  "upload_page.state_waiting": "En attente d’envoi",
  "upload_page.unfinished_explained":
    "Pour continuer, choisissez à nouveau le même dossier : seul ce qui manque sera envoyé.",
};
