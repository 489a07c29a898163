import type { PICTURES as ENGLISH } from "../english/pictures.ts";

/** Texts of picture files and blurring, in French. */
export const PICTURES: Record<keyof typeof ENGLISH, string> = {
  "pictures.not_found": "La photo est introuvable, vérifiez son identifiant",
  "pictures.in_processing": "La photo n’est pas disponible (traitement en cours)",
  "pictures.no_thumbnail": "Impossible de trouver une vignette pour la collection",
  "pictures.no_tiles": "Il n’y a pas de tuiles pour les photos planes",
  "pictures.format": "Format d’image « {format} » non valide, les formats disponibles sont : {formats}",
  "pictures.no_original": "Le fichier de la photo n’est pas disponible",
  "pictures.no_derivates": "Les versions réduites de la photo ne sont pas disponibles",
  "pictures.unreadable": "Impossible de lire le fichier de la photo",
  "pictures.column_not_a_number": "Le paramètre de colonne doit être un nombre entier",
  "pictures.column_range": "Le paramètre de colonne n’est pas valide",
  "pictures.row_not_a_number": "Le paramètre de ligne doit être un nombre entier",
  "pictures.row_range": "Le paramètre de ligne n’est pas valide",
  "pictures.blurs_need_admin": "Vous n’avez pas le droit de voir ce qui a été flouté",
  "pictures.blur_is_empty": "Cette partie de la photo est vide",
  "pictures.too_many_drawn_blurs": "Pas plus de {count} parties d’une photo peuvent être dessinées",
  "pictures.file_missing": "Fichier de la photo introuvable : {path}",
  "pictures.blur_failed": "Échec du service de floutage : {reason}",
  "pictures.not_blurred": "La photo n’a pas été floutée, elle n’est donc pas publiée : {reason}",
  "pictures.blur_no_picture": "Échec du service de floutage : la réponse n’est pas une photo. {reason}",
  "pictures.size_unknown": "La taille de la photo n’est pas enregistrée : il faut relire son fichier",
  "pictures.not_in_database": "La photo {id} n’existe pas dans la base de données",
  "pictures.not_collaborative":
    "Vous n’avez pas le droit de modifier cette photo : son propriétaire n’accepte pas les contributions",
};
