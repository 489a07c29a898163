import type { UPLOADS as ENGLISH } from "../english/uploads.ts";

/** Texts of uploads and upload sets, in Hungarian. The others are shown in English. */
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
  "uploads.collection_id_taken": "Már létezik képsorozat ezzel az azonosítóval",
  "uploads.position_taken": "A sorozatban ezen a helyen már van kép",
  "uploads.no_picture": "Nem érkezett képfájl",
  "uploads.no_position": "A „position” paraméter hiányzik",
  "uploads.bad_position": "A sorozatbeli hely pozitív egész szám legyen",
};
