import type { UPLOADS as ENGLISH } from "../english/uploads.ts";

/** Texts of uploads and upload sets, in German. */
export const UPLOADS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "uploads.unsupported_name": "Die Bilddatei fehlt oder ihr Format wird nicht unterstützt (erwartet: jpg)",
  "uploads.id_taken": "Ein Bild mit derselben ID existiert bereits",
  "uploads.unknown_set": "Der Upload {id} existiert nicht",
  "uploads.unreadable_metadata": "Die Metadaten des Bildes können nicht gelesen werden",
  "uploads.in_excluded_area": "Das Bild liegt in einem ausgeschlossenen Gebiet",
  "uploads.in_general_area": "Das Bild liegt in einem Gebiet, das für alle ausgeschlossen ist.",
  "uploads.in_own_area": "Das Bild liegt in einem Gebiet, das Sie ausgeschlossen haben.",
  "uploads.collection_refused": "Sie dürfen dieser Sammlung keine Bilder hinzufügen",
  "uploads.collection_deleted": "Die Sammlung wurde gelöscht, es können keine Bilder hinzugefügt werden",
  "uploads.collection_id_taken": "Eine Sequenz mit derselben ID existiert bereits",
  "uploads.position_taken": "In der Sequenz gibt es an dieser Stelle schon ein Bild",
  "uploads.no_picture": "Es wurde keine Bilddatei gesendet",
  "uploads.no_position": "Der Parameter „position“ fehlt",
  "uploads.bad_position": "Die Stelle in der Sequenz soll eine positive ganze Zahl sein",
  "uploads.no_file": "Es wurde keine Datei gesendet",
  "uploads.too_large": "Die Datei ist größer als {bytes} Bytes",
  "uploads.already_in_set": "Das Bild ist schon in diesem Upload",
  "uploads.already_sent": "Dasselbe Bild wurde schon in einem früheren Upload gesendet",
  "uploads.name_taken": "Ein anderes Bild mit demselben Namen ist schon in diesem Upload",

  "uploads.not_an_image": "Die Datei kann nicht als Bild geöffnet werden. Nur das Format JPEG wird unterstützt.",
  "uploads.empty": "Die Datei ist leer (0 Bytes). Nur JPEG-Bilder werden angenommen",
  "uploads.incomplete":
    "Die Datei ist unvollständig: Sie endet, bevor das Bild zu Ende ist. Kopieren Sie sie noch einmal von der Kamera und senden Sie sie neu",
  "uploads.wrong_picture":
    "Das ist ein {format}-Bild. Nur JPEG-Bilder werden angenommen; wandeln Sie es um und behalten Sie seine Metadaten",
  "uploads.wrong_raw_picture":
    "Das ist ein Rohbild ({format}). Nur JPEG-Bilder werden angenommen; wandeln Sie es um und behalten Sie seine Metadaten",
  "uploads.wrong_video": "Das ist ein Video ({format}). Nur JPEG-Bilder werden angenommen",
  "uploads.wrong_document": "Das ist ein Dokument ({format}). Nur JPEG-Bilder werden angenommen",
  "uploads.wrong_archive": "Das ist ein Archiv ({format}). Nur JPEG-Bilder werden angenommen; senden Sie seinen Inhalt",
  "uploads.too_many_pixels": "Das Bild hat {width} × {height} Pixel. Höchstens {most} Pixel werden angenommen",
  "uploads.bad_precision": "Das JPEG hat 12 oder 16 Bit pro Farbwert. Nur JPEG-Bilder mit 8 Bit werden angenommen",
  "uploads.bad_components":
    "Das JPEG hat eine ungewöhnliche Zahl von Farbkanälen. Nur Graustufen, Farbe und CMYK werden angenommen",
  "uploads.bad_coding":
    "Das JPEG ist so kodiert, dass Browser es nicht zeigen können ({coding}). Nur Baseline- und progressive JPEG-Bilder werden angenommen",
  "uploads.invalid_metadata": "Die Metadaten des Bildes sind ungültig",
  "uploads.not_saved": "Das Bild konnte nicht gespeichert werden",

  "uploads.too_similar": "Das Bild ist einem anderen zu ähnlich (in der Nähe und fast zur selben Zeit aufgenommen)",
  "uploads.rejected_file": "Die gesendete Datei ist kein gültiges JPEG",
  "uploads.rejected_metadata": "Die EXIF- oder XMP-Metadaten des Bildes sind ungültig, es kann nicht verwendet werden",
  "uploads.rejected_otherwise": "Etwas ist schiefgegangen, das nicht am Bild selbst liegt",

  "uploads.bad_capture_time":
    "Der Parameter `override_capture_time` ist kein gültiger Zeitpunkt, er soll die ISO-Form haben (wie „2017-07-21T17:32:28Z“).",
  "uploads.longitude_alone": "Der Längengrad kann nicht allein ersetzt werden, override_latitude gehört dazu",
  "uploads.latitude_alone": "Der Breitengrad kann nicht allein ersetzt werden, override_longitude gehört dazu",
  "uploads.bad_coordinate": "Parameter `override_{name}`: `{value}` ist kein gültiger Wert",
  "uploads.unwritable_tag": "Der Parameter `{field}` nennt kein Feld, das geschrieben werden kann",
  "uploads.bad_tag_value": "Der Parameter `override_{tag}` ist ungültig",

  "uploads.cannot_create": "Der Upload kann nicht angelegt werden",
  "uploads.cannot_update": "Der Upload kann nicht geändert werden",
  "uploads.split_contradiction":
    "Der Parameter `no_split` verträgt sich nicht mit `split_distance` und `split_duration`",
  "uploads.duplicates_contradiction":
    "Der Parameter `no_deduplication` verträgt sich nicht mit `duplicate_distance` und `duplicate_rotation`",
  "uploads.set_not_found": "Der Upload existiert nicht",

  "uploads.remarks": "Hochgeladen, mit Hinweisen zu den Metadaten",
  "uploads.create_not_json": "Der Parameter zum Anlegen eines Uploads soll gültiges JSON sein",
  "uploads.update_not_json": "Der Parameter zum Ändern eines Uploads soll gültiges JSON sein",
  "uploads.not_multipart": "Der Inhaltstyp soll multipart/form-data sein",
  "uploads.add_refused": "Sie dürfen diesem Upload keine Bilder hinzufügen",
  "uploads.complete_refused": "Sie dürfen diesen Upload nicht abschließen",
  "uploads.update_refused": "Sie dürfen diesen Upload nicht ändern",
  "uploads.delete_refused": "Sie dürfen diesen Upload nicht löschen",
  "uploads.no_room": "Auf dem Server ist kein Platz mehr für Bilder",
  "uploads.no_room_for_tags": "Die Metadaten des Bildes lassen keinen Platz für weitere",
  "uploads.bad_blur_status": "Der Parameter isBlurred soll fehlen oder true oder false sein",
  "uploads.bad_id": "Der Parameter `id` ist keine gültige UUID",
  "uploads.filter_values": "{value} ist weder TRUE noch FALSE",
  "uploads.filter_no_order": "{property} hat keine Reihenfolge",
  "uploads.filter_operators": "Für {property} sind nur = und <> möglich",
  "uploads.not_a_coordinate": "„{text}“ ist keine Zahl",
  "uploads.dispatch_failed": "Der Upload konnte nicht in Sequenzen aufgeteilt werden: {reason}",
};
