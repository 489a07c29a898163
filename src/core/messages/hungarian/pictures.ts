import type { PICTURES as ENGLISH } from "../english/pictures.ts";

/** Texts of picture files and blurring, in Hungarian. The others are shown in English. */
export const PICTURES: Partial<Record<keyof typeof ENGLISH, string>> = {
  "pictures.not_found": "A kép nem található, ellenőrizze az azonosítóját",
  "pictures.in_processing": "A kép nem érhető el (feldolgozás alatt áll)",
  "pictures.no_thumbnail": "A gyűjteményhez nem található bélyegkép",
  "pictures.no_tiles": "Sík képekhez nincsenek csempék",
  "pictures.not_in_database": "A(z) {id} kép nem található az adatbázisban",
};
