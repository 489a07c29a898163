import type { METADATA as ENGLISH } from "../english/metadata.ts";

/** Texts of the reader of metadata, in German. */
export const METADATA: Partial<Record<keyof typeof ENGLISH, string>> = {
  "metadata.position_missing": "In den EXIF-Angaben des Bildes fehlt die GPS-Position oder ist unlesbar",
  "metadata.date_missing": "In den EXIF-Angaben des Bildes fehlt ein gültiges Datum",
  "metadata.mandatory_missing": "Dem Bild fehlen notwendige Metadaten:\n\t- {first}\n\t- {second}",
  "metadata.position_broken": "Die GPS-Position in den EXIF-Angaben des Bildes ist unbrauchbar",
  "metadata.latitude_out_of_bounds": "Der gelesene Breitengrad liegt außerhalb von WGS84 (erlaubt: [-90, 90])",
  "metadata.longitude_out_of_bounds": "Der gelesene Längengrad liegt außerhalb von WGS84 (erlaubt: [-180, 180])",
  "metadata.crop_partial": "Die EXIF-Angaben beschreiben den Ausschnitt nur unvollständig",

  "metadata.latitude_ref_missing": "GPSLatitudeRef fehlt, angenommen wird Nord",
  "metadata.longitude_ref_missing": "GPSLongitudeRef fehlt, angenommen wird Ost",
  "metadata.gps_time_unrecognized":
    "Datum und Uhrzeit aus GPS (Gruppe {group}) wurden nicht erkannt und übergangen: {value}",
  "metadata.gps_time_format_unsupported":
    "GPSTimeStamp und GPSDateTime enthalten kein bekanntes Zeitformat (Gruppe {group})",
  "metadata.mapillary_time_unrecognized":
    "Datum und Uhrzeit von Mapillary wurden nicht erkannt und übergangen: {value}",
  "metadata.camera_time_unrecognized":
    "Datum und Uhrzeit der Aufnahme (aus {tag}) wurden nicht erkannt und übergangen: {value}",
  "metadata.microseconds_differ":
    "Die Mikrosekunden aus den Dezimalstellen der Sekunden ({decimal}) stimmen nicht mit denen des EXIF-Feldes ({field}) überein. Der größere Wert gilt.",
  "metadata.zone_unknown": "Die genaue Zeitzone ist unbekannt, angenommen wird UTC",
  "metadata.zone_unknown_without_position":
    "Die genaue Zeitzone ist unbekannt (und ohne GPS-Position nicht zu ermitteln), angenommen wird UTC",
  "metadata.heading_missing": "Die Blickrichtung fehlt, dadurch ist das Bild weniger nützlich",
  "metadata.camera_unknown":
    "Hersteller und Modell der Kamera fehlen, Brennweite und GPS-Genauigkeit können nicht geschätzt werden",
  "metadata.focal_length_missing": "Die Brennweite fehlt, das Sichtfeld kann nicht berechnet werden",
  "metadata.accuracy_estimated":
    "Der waagerechte Fehler der GPS-Position fehlt, die GPS-Genauigkeit kann nur geschätzt werden",
  "metadata.accuracy_missing": "Die GPS-Genauigkeit fehlt, eine Qualitätsbewertung kann nicht berechnet werden",
  "metadata.value_out_of_range":
    "{tag} ist {value}, das liegt nicht zwischen {least} und {most}. Der Wert wurde übergangen.",
  "metadata.value_unusable": "{tag} ist {value}, das ist nicht verwendbar.",
  "metadata.gps_week_rollover":
    "Das GPS-Datum ({value}) liegt 1024 Wochen oder ein Vielfaches davon vor dem der Kamera ({camera}): Der GPS-Empfänger hat die Wochen falsch gezählt. Das Datum wurde berichtigt.",
  "metadata.gps_date_implausible":
    "Das GPS-Datum ({value}) weicht mehr als einen Tag von dem der Kamera ({camera}) ab. Es wurde übergangen.",
  "metadata.crop_moved":
    "Der Ausschnitt ({value}) ragt über das Panorama von {full} Pixeln hinaus. Er wurde hineingeschoben.",
  "metadata.crop_impossible":
    "Der Ausschnitt ({value}) passt nicht in das Panorama von {full} Pixeln. Er wurde übergangen.",
  "metadata.exif_unreadable": "Die EXIF-Metadaten konnten nicht gelesen werden",
  "metadata.xmp_unreadable": "Die XMP-Metadaten konnten nicht gelesen werden",
};
