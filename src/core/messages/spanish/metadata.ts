import type { METADATA as ENGLISH } from "../english/metadata.ts";

/** Texts of the reader of metadata, in Spanish. */
export const METADATA: Partial<Record<keyof typeof ENGLISH, string>> = {
  "metadata.position_missing": "Faltan las coordenadas GPS o no son válidas en los datos EXIF de la foto",
  "metadata.date_missing": "No hay ninguna fecha válida en los datos EXIF de la foto",
  "metadata.mandatory_missing": "A la foto le faltan metadatos obligatorios:\n\t- {first}\n\t- {second}",
  "metadata.position_broken": "Las coordenadas GPS de los datos EXIF de la foto no se pueden usar",
  "metadata.latitude_out_of_bounds": "La latitud leída está fuera de los límites de WGS84 (debe estar en [-90, 90])",
  "metadata.longitude_out_of_bounds":
    "La longitud leída está fuera de los límites de WGS84 (debe estar en [-180, 180])",
  "metadata.crop_partial": "Los datos EXIF describen el recorte solo en parte",

  "metadata.latitude_ref_missing": "Falta GPSLatitudeRef, se supone que la latitud es norte",
  "metadata.longitude_ref_missing": "Falta GPSLongitudeRef, se supone que la longitud es este",
  "metadata.gps_time_unrecognized": "Fecha y hora GPS (grupo {group}) no reconocidas, se pasan por alto: {value}",
  "metadata.gps_time_format_unsupported":
    "GPSTimeStamp y GPSDateTime no contienen ningún formato de hora conocido (grupo {group})",
  "metadata.mapillary_time_unrecognized": "Fecha y hora de Mapillary no reconocidas, se pasan por alto: {value}",
  "metadata.camera_time_unrecognized": "Fecha y hora de captura (de {tag}) no reconocidas, se pasan por alto: {value}",
  "metadata.microseconds_differ":
    "Los microsegundos leídos de los decimales de los segundos ({decimal}) no coinciden con los del campo EXIF ({field}). Se conserva el valor mayor.",
  "metadata.zone_unknown": "No se conoce la zona horaria exacta, se usa UTC",
  "metadata.zone_unknown_without_position":
    "No se conoce la zona horaria exacta (ni hay coordenadas GPS para deducirla), se usa UTC",
  "metadata.heading_missing": "Falta el rumbo, lo que hace menos útil la foto",
  "metadata.camera_unknown":
    "Faltan la marca y el modelo de la cámara, no se pueden estimar la distancia focal ni la precisión GPS",
  "metadata.focal_length_missing": "Falta la distancia focal, no se puede calcular el campo de visión",
  "metadata.accuracy_estimated": "Falta el error horizontal de la posición GPS, la precisión GPS solo se puede estimar",
  "metadata.accuracy_missing": "Falta la precisión GPS, no se puede calcular una puntuación de calidad",
  "metadata.value_out_of_range": "{tag} es {value}, que no está entre {least} y {most}. Se ha pasado por alto.",
  "metadata.value_unusable": "{tag} es {value}, que no se puede usar.",
  "metadata.gps_week_rollover":
    "La fecha GPS ({value}) es anterior a la de la cámara ({camera}) en 1024 semanas o un múltiplo: el receptor GPS contó mal las semanas. La fecha se ha corregido.",
  "metadata.gps_date_implausible":
    "La fecha GPS ({value}) se aleja más de un día de la de la cámara ({camera}). Se ha pasado por alto.",
  "metadata.crop_moved": "El recorte ({value}) se sale del panorama de {full} píxeles. Se ha movido hacia dentro.",
  "metadata.crop_impossible": "El recorte ({value}) no cabe en el panorama de {full} píxeles. Se ha pasado por alto.",
  "metadata.exif_unreadable": "No se han podido leer los metadatos EXIF",
  "metadata.xmp_unreadable": "No se han podido leer los metadatos XMP",
};
