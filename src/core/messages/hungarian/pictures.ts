import type { PICTURES as ENGLISH } from "../english/pictures.ts";

/** Texts of picture files and blurring, in Hungarian. */
export const PICTURES: Partial<Record<keyof typeof ENGLISH, string>> = {
  "pictures.not_found": "A kép nem található, ellenőrizze az azonosítóját",
  "pictures.in_processing": "A kép nem érhető el (feldolgozás alatt áll)",
  "pictures.no_thumbnail": "A gyűjteményhez nem található bélyegkép",
  "pictures.no_tiles": "Sík képekhez nincsenek csempék",
  "pictures.format": "Érvénytelen képformátum: „{format}”, csak ezek érhetők el: {formats}",
  "pictures.no_original": "A kép teljes felbontású fájlja nem érhető el",
  "pictures.no_derivates": "A kép kicsinyített változatai nem érhetők el",
  "pictures.unreadable": "A kép fájlja nem olvasható",
  "pictures.column_not_a_number": "Az oszlop paramétere egész szám legyen",
  "pictures.column_range": "Az oszlop paramétere érvénytelen",
  "pictures.row_not_a_number": "A sor paramétere egész szám legyen",
  "pictures.row_range": "A sor paramétere érvénytelen",
  "pictures.blurs_need_admin": "Nem jogosult annak megtekintésére, hogy mit homályosítottak el",
  "pictures.blur_is_empty": "A képnek ez a része üres",
  "pictures.too_many_drawn_blurs": "Egy képen legfeljebb {count} rész rajzolható be",
  "pictures.file_missing": "A kép fájlja nem található: {path}",
  "pictures.blur_failed": "A homályosítás nem sikerült: {reason}",
  "pictures.not_blurred": "A kép nincs elhomályosítva, ezért nem jelent meg: {reason}",
  "pictures.blur_no_picture": "A homályosítás nem sikerült: a válasz nem kép. {reason}",
  "pictures.size_unknown": "A kép mérete nincs tárolva: be kell olvasni a fájlját",
  "pictures.not_in_database": "A(z) {id} kép nem található az adatbázisban",
  "pictures.not_collaborative": "Nem jogosult ennek a képnek a szerkesztésére, a közös szerkesztés nem engedélyezett",
};
