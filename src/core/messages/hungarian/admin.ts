import type { ADMIN as ENGLISH } from "../english/admin.ts";

/** Texts of administration, in Hungarian. */
export const ADMIN: Partial<Record<keyof typeof ENGLISH, string>> = {
  "admin.name_taken": "Egy másik fióknak már ez a neve",
  "admin.no_passwords_here":
    "Itt nem e példány jelszavaival jelentkeznek be: a fiókokat az azonosítási szolgáltató hozza létre",
  "admin.cannot_log_in": "Ezzel a fiókkal nem lehet bejelentkezni",
  "admin.quota_pictures_reached":
    "Fiókjában {max} kép lehet, többnek nincs hely. Töröljön közülük, vagy forduljon a rendszergazdához",
  "admin.quota_bytes_reached":
    "Fiókjában {max} bájtnyi kép lehet, és már {used} van: ez nem fér el. Töröljön közülük, vagy forduljon a rendszergazdához",
  "admin.settings_administrators_only": "Nem jogosult a beállítások módosítására",
  "admin.settings_refused": "A beállítások nem módosíthatók",
  "admin.setting_locked": "{name} a környezetből származik, itt nem módosítható",
  "admin.join_title": "Fiók létrehozása",
  "admin.join_explained": "Meghívták ide: {instance}. Válasszon nevet és jelszót.",
  "admin.password_title": "Jelszó választása",
  "admin.password_explained": "{instance}, {name} fiók. Mindenhol, ahol be van jelentkezve, kijelentkezik.",
  "admin.link_used_reason": "Ezt a hivatkozást már felhasználták, vagy túl régi. Kérjen másikat a rendszergazdától.",
  "admin.pages": "Az adminisztráció lapjai",
  "admin.search_users": "Keresés név szerint",
  "admin.search": "Keresés",
  "admin.active": "Aktív",
  "admin.disabled": "Letiltva",
  "admin.new_user": "Új fiók",
  "admin.new_user_explained":
    "Kap egy hivatkozást, amelyet elküldhet az illetőnek: ezzel választ jelszót. Egyszer használható, hét napig.",
  "admin.invite": "Meghívás hivatkozással",
  "admin.invite_explained": "Vagy készítsen olyan hivatkozást, amellyel az illető a nevét is megválasztja.",
  "admin.invite_role": "A meghívott szerepe",
  "admin.link_for": "Hivatkozás {name} számára. Egyszer használható, eddig: {date}:",
  "admin.invitation_link": "Meghívó. Egyszer használható, eddig: {date}:",
  "admin.copy": "Másolás",
  "admin.copied": "Másolva.",
  "admin.manage": "{name} kezelése",
  "admin.no_users": "Nincs ilyen fiók.",
  "admin.user_facts": "{pictures} kép {sequences} sorozatban, {bytes}. A fiók kezdete: {date}.",
  "admin.logs_in_as": "Bejelentkezési neve: {login}.",
  "admin.has_no_password": "Nincs jelszava.",
  "admin.disable": "Fiók letiltása",
  "admin.enable": "Fiók engedélyezése",
  "admin.disable_question":
    "Letiltja ezt a fiókot: {name}? Kijelentkezik, nem jelentkezhet be, és a tokenjei nem használhatók. A képei megmaradnak.",
  "admin.password_link": "Hivatkozás új jelszó választásához",
  "admin.end_sessions": "Minden munkamenet és token megszüntetése",
  "admin.end_sessions_question": "Mindenhol kijelentkezteti ezt a fiókot: {name}? A programoknak új token kell majd.",
  "admin.no_sessions": "Sehol sincs bejelentkezve.",
  "admin.quota_explained": "Üresen: a beállítások szerint. 0: nincs korlát.",
  "admin.max_pictures": "Legtöbb kép",
  "admin.max_megabytes": "Legtöbb megabájt",
};
