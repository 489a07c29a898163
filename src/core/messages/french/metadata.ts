import type { METADATA as ENGLISH } from "../english/metadata.ts";

/** Texts of the reader of metadata, in French. */
export const METADATA: Record<keyof typeof ENGLISH, string> = {
  "metadata.position_missing": "Coordonnées GPS absentes ou invalides dans les attributs EXIF de l'image",
  "metadata.date_missing": "Aucune date valide dans les attributs EXIF de l'image",
  "metadata.mandatory_missing": "Des métadonnées obligatoires sont manquantes\u202f:\n\t- {first}\n\t- {second}",
  "metadata.position_broken": "Coordonnées GPS inexploitables dans les attributs EXIF de l’image",
  "metadata.latitude_out_of_bounds": "La latitude lue est hors des limites du WGS84 (elle doit être dans [-90, 90])",
  "metadata.longitude_out_of_bounds":
    "La longitude lue est hors des limites du WGS84 (elle doit être dans [-180, 180])",
  "metadata.crop_partial": "Les attributs EXIF ne décrivent qu’une partie de la zone recadrée",

  "metadata.latitude_ref_missing": "GPSLatitudeRef est absent, la latitude est supposée au nord",
  "metadata.longitude_ref_missing": "GPSLongitudeRef est absent, la longitude est supposée à l’est",
  "metadata.gps_time_unrecognized": "Date et heure GPS (groupe {group}) ignorées, car non reconnues : {value}",
  "metadata.gps_time_format_unsupported":
    "GPSTimeStamp et GPSDateTime ne contiennent pas d’heure dans un format reconnu (groupe {group})",
  "metadata.mapillary_time_unrecognized": "Date et heure de Mapillary ignorées, car non reconnues : {value}",
  "metadata.camera_time_unrecognized": "Date et heure de prise de vue ({tag}) ignorées, car non reconnues : {value}",
  "metadata.microseconds_differ":
    "Les microsecondes lues dans les secondes décimales ({decimal}) diffèrent de celles de l’attribut EXIF ({field}). La plus grande valeur est retenue.",
  "metadata.zone_unknown": "Fuseau horaire précis inconnu, UTC est utilisé",
  "metadata.zone_unknown_without_position":
    "Fuseau horaire précis inconnu (et pas de coordonnées GPS pour le déduire), UTC est utilisé",
  "metadata.heading_missing": "Aucune direction de prise de vue, ce qui réduit l’utilité de l’image",
  "metadata.camera_unknown":
    "Ni marque ni modèle d’appareil, la longueur focale et la précision GPS ne peuvent pas être estimées",
  "metadata.focal_length_missing": "Aucune longueur focale, ce qui empêche de calculer le champ de vision",
  "metadata.accuracy_estimated": "Aucune erreur de position GPS indiquée, la précision GPS ne peut qu’être estimée",
  "metadata.accuracy_missing": "Aucune précision GPS, ce qui empêche de calculer une note de qualité",
  "metadata.value_out_of_range": "{tag} vaut {value}, ce qui n’est pas entre {least} et {most}. La valeur est ignorée.",
  "metadata.value_unusable": "{tag} vaut {value}, ce qui est inutilisable.",
  "metadata.gps_week_rollover":
    "La date GPS ({value}) précède celle de l’appareil ({camera}) de 1 024 semaines ou d’un multiple : le récepteur GPS a mal compté les semaines. La date a été corrigée.",
  "metadata.gps_date_implausible":
    "La date GPS ({value}) est à plus d’un jour de celle de l’appareil ({camera}). Elle est ignorée.",
  "metadata.crop_moved":
    "La zone recadrée ({value}) dépasse du panorama de {full} pixels. Elle a été ramenée à l’intérieur.",
  "metadata.crop_impossible":
    "La zone recadrée ({value}) ne tient pas dans le panorama de {full} pixels. Elle est ignorée.",
  "metadata.exif_unreadable": "Les métadonnées EXIF n’ont pas pu être lues",
  "metadata.xmp_unreadable": "Les métadonnées XMP n’ont pas pu être lues",
};
