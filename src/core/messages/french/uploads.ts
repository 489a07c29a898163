import type { UPLOADS as ENGLISH } from "../english/uploads.ts";

/** Texts of uploads and upload sets, in French. */
export const UPLOADS: Record<keyof typeof ENGLISH, string> = {
  "uploads.no_file": "Aucun fichier n’a été envoyé",
  "uploads.unsupported_name": "Le fichier photo manque ou son format n’est pas pris en charge (attendu : jpg)",
  "uploads.too_large": "Le fichier dépasse {bytes} octets",
  "uploads.already_in_set": "La photo a déjà été ajoutée à ce lot d’envoi",
  "uploads.already_sent": "La même photo a déjà été envoyée dans un lot précédent",
  "uploads.name_taken": "Une autre photo du même nom a déjà été ajoutée à ce lot d’envoi",
  "uploads.id_taken": "Une image avec le même identifiant existe déjà",
  "uploads.unknown_set": "Le lot d’envoi {id} n’existe pas",

  "uploads.not_an_image": "Impossible d’ouvrir le fichier comme image. Seul le format JPEG est accepté.",
  "uploads.empty": "Le fichier est vide (0 octet). Seules les photos JPEG sont acceptées",
  "uploads.incomplete":
    "Le fichier est incomplet : il s’arrête avant la fin de la photo. Recopiez-le depuis l’appareil et renvoyez-le",
  "uploads.wrong_picture":
    "C’est une image {format}. Seules les photos JPEG sont acceptées ; convertissez-la en gardant ses métadonnées",
  "uploads.wrong_raw_picture":
    "C’est une image brute ({format}). Seules les photos JPEG sont acceptées ; convertissez-la en gardant ses métadonnées",
  "uploads.wrong_video": "C’est une vidéo ({format}). Seules les photos JPEG sont acceptées",
  "uploads.wrong_document": "C’est un document ({format}). Seules les photos JPEG sont acceptées",
  "uploads.wrong_archive": "C’est une archive ({format}). Seules les photos JPEG sont acceptées ; envoyez son contenu",
  "uploads.too_many_pixels": "La photo a {width} × {height} pixels. {most} pixels au plus sont acceptés",
  "uploads.bad_precision": "Le JPEG a 12 ou 16 bits par échantillon. Seules les photos JPEG de 8 bits sont acceptées",
  "uploads.bad_components":
    "Le JPEG a un nombre inhabituel de composantes de couleur. Seuls le gris, la couleur et le CMJN sont acceptés",
  "uploads.bad_coding":
    "Le JPEG est codé d’une façon que les navigateurs ne savent pas afficher ({coding}). Seuls les JPEG de base et progressifs sont acceptés",
  "uploads.unreadable_metadata": "Impossible de lire les métadonnées de la photo",
  "uploads.invalid_metadata": "Les métadonnées de la photo ne sont pas valides",
  "uploads.in_excluded_area": "La photo se trouve dans une zone exclue",
  "uploads.not_saved": "La photo n’a pas pu être enregistrée",

  "uploads.too_similar": "La photo ressemble trop à une autre (proche, et prise presque au même moment)",
  "uploads.rejected_file": "Le fichier envoyé n’est pas un JPEG valide",
  "uploads.rejected_metadata": "Les métadonnées EXIF ou XMP de la photo ne sont pas valides, elle est inutilisable",
  "uploads.rejected_otherwise": "Une erreur est survenue, qui ne vient pas de la photo elle-même",

  "uploads.bad_capture_time":
    "Le paramètre `override_capture_time` n’est pas une date valide, elle doit être au format ISO (comme « 2017-07-21T17:32:28Z »).",
  "uploads.longitude_alone": "La longitude ne peut pas être remplacée seule, il faut aussi override_latitude",
  "uploads.latitude_alone": "La latitude ne peut pas être remplacée seule, il faut aussi override_longitude",
  "uploads.bad_coordinate": "Paramètre `override_{name}` : `{value}` n’est pas une valeur valide",
  "uploads.unwritable_tag": "Le paramètre `{field}` ne désigne pas un champ qui peut être écrit",
  "uploads.bad_tag_value": "Le paramètre `override_{tag}` n’est pas valide",

  "uploads.cannot_create": "Impossible de créer le lot d’envoi",
  "uploads.cannot_update": "Impossible de modifier le lot d’envoi",
  "uploads.split_contradiction": "Le paramètre `no_split` est incompatible avec `split_distance` et `split_duration`",
  "uploads.duplicates_contradiction":
    "Le paramètre `no_deduplication` est incompatible avec `duplicate_distance` et `duplicate_rotation`",
  "uploads.set_not_found": "Le lot d’envoi n’existe pas",

  "uploads.remarks": "Envoyées, avec des remarques sur les métadonnées",
  "uploads.create_not_json": "Le lot d’envoi à créer doit être décrit en JSON valide",
  "uploads.update_not_json": "La modification du lot d’envoi doit être décrite en JSON valide",
  "uploads.not_multipart": "Le type du contenu doit être multipart/form-data",
  "uploads.add_refused": "Vous n’avez pas le droit d’ajouter des photos à ce lot d’envoi",
  "uploads.complete_refused": "Vous n’avez pas le droit de terminer ce lot d’envoi",
  "uploads.update_refused": "Vous n’avez pas le droit de modifier ce lot d’envoi",
  "uploads.delete_refused": "Vous n’avez pas le droit de supprimer ce lot d’envoi",
  "uploads.no_room": "Le serveur n’a plus de place pour des photos",
  "uploads.no_room_for_tags": "Les métadonnées de la photo ne laissent pas de place pour en ajouter",
  "uploads.in_general_area": "La photo se trouve dans une zone exclue pour tout le monde.",
  "uploads.in_own_area": "La photo se trouve dans l’une de vos zones exclues.",
  "uploads.collection_refused": "Vous n’avez pas le droit d’ajouter des photos à cette collection",
  "uploads.collection_deleted": "La collection a été supprimée, il est impossible d’y ajouter des photos",
  "uploads.collection_id_taken": "Une séquence avec cet ID existe déjà",
  "uploads.position_taken": "Il y a déjà une photo à cette position dans la séquence",
  "uploads.no_picture": "Aucun fichier photo n’a été envoyé",
  "uploads.no_position": "Le paramètre « position » manque",
  "uploads.bad_position": "La position dans la séquence doit être un entier positif",
  "uploads.bad_blur_status": "Le paramètre isBlurred doit être absent, true ou false",
  "uploads.bad_id": "Le paramètre `id` n’est pas un UUID valide",
  "uploads.filter_values": "{value} n’est ni TRUE ni FALSE",
  "uploads.filter_no_order": "{property} n’a pas d’ordre",
  "uploads.filter_operators": "Seuls = et <> sont possibles sur {property}",
  "uploads.not_a_coordinate": "« {text} » n’est pas un nombre",
  "uploads.dispatch_failed": "Échec de la répartition du lot d’envoi : {reason}",
};
