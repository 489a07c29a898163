/** Every text the reading of metadata can give, by language. The others are shown in English. */

const english = {
  positionMissing: "No GPS coordinates or broken coordinates in picture EXIF tags",
  dateMissing: "No valid date in picture EXIF tags",
  mandatoryMissing: "The picture is missing mandatory metadata:\n\t- {first}\n\t- {second}",
  positionBroken: "Broken GPS coordinates in picture EXIF tags",
  latitudeOutOfBounds: "Read latitude is out of WGS84 bounds (should be in [-90, 90])",
  longitudeOutOfBounds: "Read longitude is out of WGS84 bounds (should be in [-180, 180])",
  cropPartial: "EXIF tags contain partial cropped area metadata",

  latitudeRefMissing: "GPSLatitudeRef not found, assuming GPSLatitudeRef is North",
  longitudeRefMissing: "GPSLongitudeRef not found, assuming GPSLongitudeRef is East",
  gpsTimeUnrecognized: "Skipping GPS date/time ({group} group) as it was not recognized: {value}",
  gpsTimeFormatUnsupported: "GPSTimeStamp and GPSDateTime don't contain supported time format (in {group} group)",
  mapillaryTimeUnrecognized: "Skipping Mapillary date/time as it was not recognized: {value}",
  cameraTimeUnrecognized: "Skipping original date/time (from {tag}) as it was not recognized: {value}",
  microsecondsDiffer:
    "Microseconds read from decimal seconds value ({decimal}) does not match value from EXIF field ({field}). Max value will be kept.",
  zoneUnknown: "Precise timezone information not found, fallback to UTC",
  zoneUnknownWithoutPosition:
    "Precise timezone information not found (and no GPS coordinates to help), fallback to UTC",
  headingMissing: "No heading value was found, this reduces usability of picture",
  cameraUnknown: "No make and model value found, no assumption on focal length or GPS precision can be made",
  focalLengthMissing: "No focal length value was found, this prevents calculating field of view",
  accuracyEstimated: "No GPS horizontal positioning error value found, GPS accuracy can only be estimated",
  accuracyMissing: "No GPS accuracy value found, this prevents computing a quality score",
  valueOutOfRange: "{tag} is {value}, which is not between {least} and {most}. It was ignored.",
  gpsWeekRollover:
    "The GPS date ({value}) is 1,024 weeks or a multiple of that before the camera's ({camera}): the GPS receiver counted its weeks wrong. The date was corrected.",
  gpsDateImplausible: "The GPS date ({value}) is more than a day away from the camera's ({camera}). It was ignored.",
  cropMoved: "The cropped area ({value}) leaves the panorama of {full} pixels. It was moved inside.",
  cropImpossible: "The cropped area ({value}) does not fit the panorama of {full} pixels. It was ignored.",
  exifUnreadable: "EXIF metadata could not be read",
  xmpUnreadable: "XMP metadata could not be read",
};

/** The name of a text. */
export type TextKey = keyof typeof english;

const french: Record<TextKey, string> = {
  positionMissing: "Coordonnées GPS absentes ou invalides dans les attributs EXIF de l'image",
  dateMissing: "Aucune date valide dans les attributs EXIF de l'image",
  mandatoryMissing: "Des métadonnées obligatoires sont manquantes\u202f:\n\t- {first}\n\t- {second}",
  positionBroken: "Coordonnées GPS inexploitables dans les attributs EXIF de l'image",
  latitudeOutOfBounds: "La latitude lue est hors des limites du WGS84 (elle doit être dans [-90, 90])",
  longitudeOutOfBounds: "La longitude lue est hors des limites du WGS84 (elle doit être dans [-180, 180])",
  cropPartial: "Les attributs EXIF ne décrivent qu'une partie de la zone recadrée",

  latitudeRefMissing: "GPSLatitudeRef est absent, la latitude est supposée au nord",
  longitudeRefMissing: "GPSLongitudeRef est absent, la longitude est supposée à l'est",
  gpsTimeUnrecognized: "Date et heure GPS (groupe {group}) ignorées, car non reconnues\u202f: {value}",
  gpsTimeFormatUnsupported:
    "GPSTimeStamp et GPSDateTime ne contiennent pas d'heure dans un format reconnu (groupe {group})",
  mapillaryTimeUnrecognized: "Date et heure de Mapillary ignorées, car non reconnues\u202f: {value}",
  cameraTimeUnrecognized: "Date et heure de prise de vue ({tag}) ignorées, car non reconnues\u202f: {value}",
  microsecondsDiffer:
    "Les microsecondes lues dans les secondes décimales ({decimal}) diffèrent de celles de l'attribut EXIF ({field}). La plus grande valeur est retenue.",
  zoneUnknown: "Fuseau horaire précis inconnu, UTC est utilisé",
  zoneUnknownWithoutPosition:
    "Fuseau horaire précis inconnu (et pas de coordonnées GPS pour le déduire), UTC est utilisé",
  headingMissing: "Aucune direction de prise de vue, ce qui réduit l'utilité de l'image",
  cameraUnknown: "Ni marque ni modèle d'appareil, la longueur focale et la précision GPS ne peuvent pas être estimées",
  focalLengthMissing: "Aucune longueur focale, ce qui empêche de calculer le champ de vision",
  accuracyEstimated: "Aucune erreur de position GPS indiquée, la précision GPS ne peut qu'être estimée",
  accuracyMissing: "Aucune précision GPS, ce qui empêche de calculer une note de qualité",
  valueOutOfRange: "{tag} vaut {value}, ce qui n'est pas entre {least} et {most}. La valeur est ignorée.",
  gpsWeekRollover:
    "La date GPS ({value}) précède celle de l'appareil ({camera}) de 1\u202f024 semaines ou d'un multiple\u202f: le récepteur GPS a mal compté les semaines. La date a été corrigée.",
  gpsDateImplausible: "La date GPS ({value}) est à plus d'un jour de celle de l'appareil ({camera}). Elle est ignorée.",
  cropMoved: "La zone recadrée ({value}) dépasse du panorama de {full} pixels. Elle a été ramenée à l'intérieur.",
  cropImpossible: "La zone recadrée ({value}) ne tient pas dans le panorama de {full} pixels. Elle est ignorée.",
  exifUnreadable: "Les métadonnées EXIF n'ont pas pu être lues",
  xmpUnreadable: "Les métadonnées XMP n'ont pas pu être lues",
};

const CATALOGUES: Record<string, Record<TextKey, string>> = { en: english, fr: french };

/**
 * A text in a language.
 * @param language a BCP 47 language, such as `fr`
 * @param values what `{name}` in the text stands for
 */
export function text(language: string, key: TextKey, values: Record<string, string> = {}): string {
  const catalogue = CATALOGUES[language.toLowerCase().replace(/-.*$/, "")] ?? english;
  return catalogue[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
