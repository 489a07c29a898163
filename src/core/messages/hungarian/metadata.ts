import type { METADATA as ENGLISH } from "../english/metadata.ts";

/** Texts of the reader of metadata, in Hungarian. */
export const METADATA: Partial<Record<keyof typeof ENGLISH, string>> = {
  "metadata.position_missing": "A kép EXIF-adataiból hiányoznak a GPS-koordináták, vagy hibásak",
  "metadata.date_missing": "A kép EXIF-adataiban nincs érvényes dátum",
  "metadata.mandatory_missing": "A képből kötelező metaadatok hiányoznak:\n\t- {first}\n\t- {second}",
  "metadata.position_broken": "A kép EXIF-adataiban a GPS-koordináták használhatatlanok",
  "metadata.latitude_out_of_bounds": "A beolvasott szélesség kívül esik a WGS84 határain ([-90, 90] között legyen)",
  "metadata.longitude_out_of_bounds": "A beolvasott hosszúság kívül esik a WGS84 határain ([-180, 180] között legyen)",
  "metadata.crop_partial": "Az EXIF-adatok csak részben írják le a kivágást",

  "metadata.latitude_ref_missing": "A GPSLatitudeRef hiányzik, feltételezett értéke észak",
  "metadata.longitude_ref_missing": "A GPSLongitudeRef hiányzik, feltételezett értéke kelet",
  "metadata.gps_time_unrecognized": "A GPS-dátum és -idő ({group} csoport) nem ismerhető fel, ezért kimaradt: {value}",
  "metadata.gps_time_format_unsupported": "A GPSTimeStamp és a GPSDateTime nem ismert időformátumú ({group} csoport)",
  "metadata.mapillary_time_unrecognized": "A Mapillary dátuma és ideje nem ismerhető fel, ezért kimaradt: {value}",
  "metadata.camera_time_unrecognized": "A felvétel dátuma és ideje ({tag}) nem ismerhető fel, ezért kimaradt: {value}",
  "metadata.microseconds_differ":
    "A másodpercek tizedeseiből kapott mikroszekundumok ({decimal}) eltérnek az EXIF-mezőétől ({field}). A nagyobb érték marad.",
  "metadata.zone_unknown": "A pontos időzóna nem ismert, ezért UTC",
  "metadata.zone_unknown_without_position":
    "A pontos időzóna nem ismert (és GPS-koordináták híján nem is kideríthető), ezért UTC",
  "metadata.heading_missing": "Hiányzik a nézési irány, emiatt a kép kevésbé hasznos",
  "metadata.camera_unknown":
    "Hiányzik a kamera gyártója és típusa, ezért a fókusztávolság és a GPS pontossága nem becsülhető",
  "metadata.focal_length_missing": "Hiányzik a fókusztávolság, ezért a látómező nem számítható ki",
  "metadata.accuracy_estimated": "Hiányzik a GPS-helyzet vízszintes hibája, ezért a GPS pontossága csak becsülhető",
  "metadata.accuracy_missing": "Hiányzik a GPS pontossága, ezért a minőségi pontszám nem számítható ki",
  "metadata.value_out_of_range": "{tag} értéke {value}, ami nem {least} és {most} közötti. Az érték kimaradt.",
  "metadata.value_unusable": "{tag} értéke {value}, ami nem használható.",
  "metadata.gps_week_rollover":
    "A GPS-dátum ({value}) 1024 héttel vagy annak többszörösével korábbi a kameráénál ({camera}): a GPS-vevő rosszul számolta a heteket. A dátum ki lett javítva.",
  "metadata.gps_date_implausible":
    "A GPS-dátum ({value}) több mint egy nappal eltér a kameráétól ({camera}). Az érték kimaradt.",
  "metadata.crop_moved": "A kivágás ({value}) túlnyúlik a {full} képpontos panorámán. A program beljebb tolta.",
  "metadata.crop_impossible": "A kivágás ({value}) nem fér bele a {full} képpontos panorámába. Az érték kimaradt.",
  "metadata.exif_unreadable": "Az EXIF-metaadatok nem olvashatók",
  "metadata.xmp_unreadable": "Az XMP-metaadatok nem olvashatók",
};
