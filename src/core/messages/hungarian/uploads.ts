import type { UPLOADS as ENGLISH } from "../english/uploads.ts";

/** Texts of uploads and upload sets, in Hungarian. */
export const UPLOADS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "uploads.unsupported_name": "A képfájl hiányzik, vagy a formátuma nem támogatott (jpg kell)",
  "uploads.id_taken": "Már létezik kép ezzel az azonosítóval",
  "uploads.unknown_set": "A(z) {id} feltöltés nem létezik",
  "uploads.unreadable_metadata": "A kép metaadatai nem olvashatók",
  "uploads.in_excluded_area": "A kép kizárt területen van",
  "uploads.in_general_area": "A kép mindenki számára kizárt területen van.",
  "uploads.in_own_area": "A kép az Ön egyik kizárt területén van.",
  "uploads.collection_refused": "Nem jogosult képek hozzáadására ehhez a gyűjteményhez",
  "uploads.collection_deleted": "A gyűjteményt törölték, nem lehet képet hozzáadni",
  "uploads.collection_id_taken": "Már létezik sorozat ezzel az azonosítóval",
  "uploads.position_taken": "A sorozatban ezen a helyen már van kép",
  "uploads.no_picture": "Nem érkezett képfájl",
  "uploads.no_position": "A „position” paraméter hiányzik",
  "uploads.bad_position": "A sorozatbeli hely pozitív egész szám legyen",
  "uploads.no_file": "Nem érkezett fájl",
  "uploads.too_large": "A fájl nagyobb, mint {bytes} bájt",
  "uploads.already_in_set": "A kép már szerepel ebben a feltöltésben",
  "uploads.already_sent": "Ugyanez a kép már szerepelt egy korábbi feltöltésben",
  "uploads.name_taken": "Ebben a feltöltésben már van egy másik, azonos nevű kép",

  "uploads.not_an_image": "A fájl nem nyitható meg képként. Csak a JPEG formátum támogatott.",
  "uploads.empty": "A fájl üres (0 bájt). Csak JPEG-képek fogadhatók el",
  "uploads.incomplete":
    "A fájl hiányos: véget ér, mielőtt a kép befejeződne. Másolja le újra a kameráról, és küldje el ismét",
  "uploads.wrong_picture":
    "Ez {format} formátumú kép. Csak JPEG-képek fogadhatók el; alakítsa át a metaadatok megtartásával",
  "uploads.wrong_raw_picture":
    "Ez nyers kép ({format}). Csak JPEG-képek fogadhatók el; alakítsa át a metaadatok megtartásával",
  "uploads.wrong_video": "Ez videó ({format}). Csak JPEG-képek fogadhatók el",
  "uploads.wrong_document": "Ez dokumentum ({format}). Csak JPEG-képek fogadhatók el",
  "uploads.wrong_archive": "Ez tömörített fájl ({format}). Csak JPEG-képek fogadhatók el; a tartalmát küldje el",
  "uploads.too_many_pixels": "A kép {width} × {height} képpontos. Legfeljebb {most} képpont fogadható el",
  "uploads.bad_precision": "A JPEG mintánként 12 vagy 16 bites. Csak 8 bites JPEG-képek fogadhatók el",
  "uploads.bad_components": "A JPEG szokatlan számú színösszetevőből áll. Csak szürke, színes és CMYK kép fogadható el",
  "uploads.bad_coding":
    "A JPEG olyan kódolású, amelyet a böngészők nem tudnak megjeleníteni ({coding}). Csak alap (baseline) és progresszív JPEG-képek fogadhatók el",
  "uploads.invalid_metadata": "A kép metaadatai érvénytelenek",
  "uploads.not_saved": "A képet nem sikerült elmenteni",

  "uploads.too_similar": "A kép túlságosan hasonlít egy másikra (közel és csaknem egyszerre készült)",
  "uploads.rejected_file": "A küldött fájl nem érvényes JPEG",
  "uploads.rejected_metadata": "A kép EXIF- vagy XMP-metaadatai érvénytelenek, ezért nem használható",
  "uploads.rejected_otherwise": "Hiba történt, de nem a kép miatt",

  "uploads.bad_capture_time":
    "Az `override_capture_time` paraméter nem érvényes időpont, ISO-alakú legyen (például „2017-07-21T17:32:28Z”).",
  "uploads.longitude_alone": "A hosszúság egymagában nem írható felül, override_latitude is kell",
  "uploads.latitude_alone": "A szélesség egymagában nem írható felül, override_longitude is kell",
  "uploads.bad_coordinate": "`override_{name}` paraméter: `{value}` nem érvényes érték",
  "uploads.unwritable_tag": "A(z) `{field}` paraméter nem írható mezőt nevez meg",
  "uploads.bad_tag_value": "Az `override_{tag}` paraméter érvénytelen",

  "uploads.cannot_create": "A feltöltés nem hozható létre",
  "uploads.cannot_update": "A feltöltés nem módosítható",
  "uploads.split_contradiction":
    "A `no_split` paraméter nem adható meg a `split_distance` és a `split_duration` mellett",
  "uploads.duplicates_contradiction":
    "A `no_deduplication` paraméter nem adható meg a `duplicate_distance` és a `duplicate_rotation` mellett",
  "uploads.set_not_found": "A feltöltés nem létezik",

  "uploads.remarks": "Feltöltve, a metaadatokkal kapcsolatos megjegyzésekkel",
  "uploads.create_not_json": "A feltöltés létrehozásának paramétere érvényes JSON legyen",
  "uploads.update_not_json": "A feltöltés módosításának paramétere érvényes JSON legyen",
  "uploads.not_multipart": "A tartalom típusa multipart/form-data legyen",
  "uploads.add_refused": "Nem jogosult képek hozzáadására ehhez a feltöltéshez",
  "uploads.complete_refused": "Nem jogosult ennek a feltöltésnek a befejezésére",
  "uploads.update_refused": "Nem jogosult ennek a feltöltésnek a módosítására",
  "uploads.delete_refused": "Nem jogosult ennek a feltöltésnek a törlésére",
  "uploads.no_room": "A kiszolgálón nincs több hely képeknek",
  "uploads.no_room_for_tags": "A kép metaadatai mellett nincs hely továbbiaknak",
  "uploads.bad_blur_status": "Az isBlurred paraméter hiányozzon, vagy true, vagy false legyen",
  "uploads.bad_id": "Az `id` paraméter nem érvényes UUID",
  "uploads.filter_values": "{value} se nem TRUE, se nem FALSE",
  "uploads.filter_no_order": "{property} értékeinek nincs sorrendje",
  "uploads.filter_operators": "{property} esetén csak = és <> használható",
  "uploads.not_a_coordinate": "„{text}” nem szám",
  "uploads.dispatch_failed": "A feltöltést nem sikerült sorozatokra osztani: {reason}",
};
