import type { UPLOADS as ENGLISH } from "../english/uploads.ts";

/** Texts of uploads and upload sets, in Spanish. */
export const UPLOADS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "uploads.unsupported_name": "Falta el archivo de foto o su formato no se admite (se espera jpg)",
  "uploads.id_taken": "Ya existe una foto con el mismo identificador",
  "uploads.unknown_set": "La subida {id} no existe",
  "uploads.unreadable_metadata": "No se pueden leer los metadatos de la foto",
  "uploads.in_excluded_area": "La foto está dentro de una zona excluida",
  "uploads.in_general_area": "La foto está dentro de una zona excluida para todo el mundo.",
  "uploads.in_own_area": "La foto está dentro de una de sus zonas excluidas.",
  "uploads.collection_refused": "No tiene permiso para añadir fotos a esta colección",
  "uploads.collection_deleted": "La colección se ha eliminado, no es posible añadirle fotos",
  "uploads.collection_id_taken": "Ya existe una secuencia con el mismo identificador",
  "uploads.position_taken": "Ya hay una foto en esa posición de la secuencia",
  "uploads.no_picture": "No se envió ningún archivo de foto",
  "uploads.no_position": "Falta el parámetro «position»",
  "uploads.bad_position": "La posición en la secuencia debe ser un entero positivo",
  "uploads.no_file": "No se envió ningún archivo",
  "uploads.too_large": "El archivo supera los {bytes} bytes",
  "uploads.already_in_set": "La foto ya está en esta subida",
  "uploads.already_sent": "La misma foto ya se envió en una subida anterior",
  "uploads.name_taken": "Ya hay otra foto con el mismo nombre en esta subida",

  "uploads.not_an_image": "El archivo no se puede abrir como imagen. Solo se admite el formato JPEG.",
  "uploads.empty": "El archivo está vacío (0 bytes). Solo se aceptan fotos JPEG",
  "uploads.incomplete":
    "El archivo está incompleto: termina antes del final de la foto. Cópielo de nuevo desde la cámara y vuelva a enviarlo",
  "uploads.wrong_picture":
    "Esto es una imagen {format}. Solo se aceptan fotos JPEG; conviértala y conserve sus metadatos",
  "uploads.wrong_raw_picture":
    "Esto es una imagen RAW ({format}). Solo se aceptan fotos JPEG; conviértala y conserve sus metadatos",
  "uploads.wrong_video": "Esto es un vídeo ({format}). Solo se aceptan fotos JPEG",
  "uploads.wrong_document": "Esto es un documento ({format}). Solo se aceptan fotos JPEG",
  "uploads.wrong_archive": "Esto es un archivo comprimido ({format}). Solo se aceptan fotos JPEG; envíe su contenido",
  "uploads.too_many_pixels": "La foto tiene {width} × {height} píxeles. Se aceptan como máximo {most} píxeles",
  "uploads.bad_precision": "El JPEG tiene 12 o 16 bits por muestra. Solo se aceptan fotos JPEG de 8 bits",
  "uploads.bad_components":
    "El JPEG tiene un número inusual de componentes de color. Solo se aceptan gris, color y CMYK",
  "uploads.bad_coding":
    "El JPEG está codificado de una forma que los navegadores no pueden mostrar ({coding}). Solo se aceptan JPEG de línea base y progresivos",
  "uploads.invalid_metadata": "Los metadatos de la foto no son válidos",
  "uploads.not_saved": "No se ha podido guardar la foto",

  "uploads.too_similar": "La foto se parece demasiado a otra (cercana y tomada casi al mismo tiempo)",
  "uploads.rejected_file": "El archivo enviado no es un JPEG válido",
  "uploads.rejected_metadata": "Los metadatos EXIF o XMP de la foto no son válidos, no se puede usar",
  "uploads.rejected_otherwise": "Algo ha ido mal, y no por la foto en sí",

  "uploads.bad_capture_time":
    "El parámetro `override_capture_time` no es una fecha válida, debe tener el formato ISO (como «2017-07-21T17:32:28Z»).",
  "uploads.longitude_alone": "La longitud no se puede sustituir sola, hay que indicar también override_latitude",
  "uploads.latitude_alone": "La latitud no se puede sustituir sola, hay que indicar también override_longitude",
  "uploads.bad_coordinate": "Parámetro `override_{name}`: `{value}` no es un valor válido",
  "uploads.unwritable_tag": "El parámetro `{field}` no nombra ningún campo que se pueda escribir",
  "uploads.bad_tag_value": "El parámetro `override_{tag}` no es válido",

  "uploads.cannot_create": "No se puede crear la subida",
  "uploads.cannot_update": "No se puede modificar la subida",
  "uploads.split_contradiction": "El parámetro `no_split` es incompatible con `split_distance` y `split_duration`",
  "uploads.duplicates_contradiction":
    "El parámetro `no_deduplication` es incompatible con `duplicate_distance` y `duplicate_rotation`",
  "uploads.set_not_found": "La subida no existe",

  "uploads.remarks": "Subidas, con advertencias sobre los metadatos",
  "uploads.create_not_json": "El parámetro para crear una subida debe ser un JSON válido",
  "uploads.update_not_json": "El parámetro para modificar una subida debe ser un JSON válido",
  "uploads.not_multipart": "El tipo de contenido debe ser multipart/form-data",
  "uploads.add_refused": "No tiene permiso para añadir fotos a esta subida",
  "uploads.complete_refused": "No tiene permiso para terminar esta subida",
  "uploads.update_refused": "No tiene permiso para modificar esta subida",
  "uploads.delete_refused": "No tiene permiso para eliminar esta subida",
  "uploads.no_room": "No queda espacio para fotos en el servidor",
  "uploads.no_room_for_tags": "Los metadatos de la foto no dejan espacio para más",
  "uploads.bad_blur_status": "El parámetro isBlurred debe faltar o ser true o false",
  "uploads.bad_id": "El parámetro `id` no es un UUID válido",
  "uploads.filter_values": "{value} no es TRUE ni FALSE",
  "uploads.filter_no_order": "{property} no tiene orden",
  "uploads.filter_operators": "Para {property} solo son posibles = y <>",
  "uploads.not_a_coordinate": "«{text}» no es un número",
  "uploads.dispatch_failed": "No se ha podido repartir la subida en secuencias: {reason}",
};
