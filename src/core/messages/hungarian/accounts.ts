import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

/** Texts of logins, accounts and tokens, in Hungarian. */
export const ACCOUNTS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "accounts.too_many_logins": "Túl sok bejelentkezési kísérlet, próbálja újra {seconds} másodperc múlva",
  "accounts.name_missing": "A fióknak név kell",
  "accounts.name_too_long": "A név legfeljebb {length} karakter lehet",
  "accounts.name_has_control_characters": "A név nem tartalmazhat vezérlőkaraktereket",
  "accounts.password_too_short": "A jelszó legalább {length} karakter legyen",
  "accounts.password_too_long": "A jelszó legfeljebb {length} karakter lehet",
  "accounts.password_is_name": "A jelszó nem lehet a fiók neve",
  "accounts.password_common": "Ez a jelszó az egyik leggyakoribb, a támadók ezeket próbálják először",
  "accounts.foreign_next_url":
    "A `next_url` paraméter más webhelyre vezet, mint ez a példány és a webhelye (lásd API_WEBSITE_URL)",
  "accounts.cannot_change": "A fiók nem módosítható",
  "accounts.unknown_token": "A token nem található",
  "accounts.unknown_user": "A fiók nem található",
  "accounts.login_unfinished": "A bejelentkezés nem fejezhető be",
  "accounts.login_tips":
    "Jelentkezzen be újra. Ha ez nem segít, törölje ennek a webhelynek a sütijeit, vagy forduljon a példány rendszergazdájához",
  "accounts.login_not_started": "Ez a bejelentkezés nem itt kezdődött, lejárt, vagy már befejeződött",
  "accounts.no_new_accounts": "Ez a példány csak olvasható: nem hozható létre új fiók",
  "accounts.search_text_missing": "Nincs megadva, mit keressek: hiányzik a `q=<szöveg>` paraméter",
  "accounts.osm_sent_no_name": "Az OpenStreetMap nem közölte, ki jelentkezett be",
  "accounts.last_administrator": "Maradnia kell egy rendszergazdának, aki be tud jelentkezni",
  "accounts.account_disabled": "Ez a fiók le van tiltva; kérdezze a példány rendszergazdáit",
  "accounts.provider_unreachable": "Az azonosítási szolgáltató nem érhető el",
  "accounts.no_id_token": "Az azonosítási szolgáltató nem küldött azonosító tokent",
  "accounts.read_only": "A példány jelenleg csak olvasható, semmi sem módosítható",
  "accounts.logged_only_not_allowed":
    "A logged-only láthatóság ezen a példányon nem engedélyezett, mert bárki létrehozhat fiókot",
  "accounts.token_of_another": "A token már egy másik fiókhoz tartozik",
  "accounts.too_many_tokens": "Innen túl sok tokent kértek",
  "accounts.cli_logged_in": "A program most már a fiókjához kapcsolódik, feltöltheti a képeit",
  "accounts.accept_terms": "Képek feltöltése előtt el kell fogadnia a felhasználási feltételeket",
  "accounts.accept_terms_there":
    "Képek feltöltése előtt el kell fogadnia a felhasználási feltételeket. Itt teheti meg: {page}",
  "accounts.logins_off": "Ezen a példányon nincs bekapcsolva a bejelentkezés",
  "accounts.too_many_at_once": "Most túl sokan jelentkeznek be, próbálja újra később",
  "accounts.not_json": "A fiók módosítása érvényes JSON legyen",
  "accounts.authentication_mandatory": "Be kell jelentkeznie",
  "accounts.no_login_possible": "Ezen a példányon nincs bekapcsolva a bejelentkezés, ezért nem lehet bejelentkezni.",
  "accounts.foreign_page":
    "{origin} lapjai ezt nem tehetik meg az Ön bejelentkezésével. Ha ez a példány webhelye, állítsa be: API_WEBSITE_URL; fordított proxy mögött: PUBLIC_URL",
  "accounts.token_invalid": "A token érvénytelen",
  "accounts.token_not_bearer": "Csak Bearer token használható",
  "accounts.token_gone": "A token már nem létezik",
  "accounts.token_not_claimed":
    "A token még nem tartozik fiókhoz, ezért nem használható. Rendelje a fiókjához, vagy hozzon létre újat",
  "accounts.token_unreadable": "A token nem fejthető vissza",
  "accounts.token_signature": "A JWT token aláírása nem egyezik",
  "accounts.no_secret_key":
    "A példányhoz nincs SECRET_KEY megadva (FLASK_SECRET_KEY környezeti változó), ezért nem lehet bejelentkezni. Ha erre szüksége van, forduljon a példány rendszergazdájához.",
  "accounts.administrators_only": "Nem jogosult a fiókok kezelésére",
  "accounts.unknown_session": "Ez a munkamenet már véget ért",
  "accounts.scope_missing": "Ez a token erre nem jogosít: hiányzik belőle ez a jog: {scope}",
  "accounts.session_needed": "Ehhez böngészőben kell bejelentkezni, token nem elég",
  "accounts.factors_locked": "Ennek módosításához jelentkezzen be a második tényezővel vagy a belépőkulcsával",
  "accounts.second_factor_needed":
    "Ezen a példányon a rendszergazdáknak második tényező kell. Itt állítható be: {page}",
  "accounts.second_factor_stays":
    "Ezen a példányon a rendszergazdáknak második tényező kell: adjon hozzá egy belépőkulcsot, mielőtt kikapcsolja a kódokat",
  "accounts.passkey_refused": "A kiszolgáló nem fogadta el a belépőkulcsot",
  "accounts.passkey_taken": "Ez a belépőkulcs már szerepel",
  "accounts.unknown_passkey": "A belépőkulcs nem található",
  "accounts.too_many_passkeys": "A fióknak túl sok belépőkulcsa van",
  "accounts.passkeys_need_host_name": "A belépőkulcsok csak akkor működnek, ha a kiszolgáló címe név, nem pedig IP-cím",
  "accounts.wrong_password": "Hibás jelszó",
  "accounts.no_default_account": "Nincs alapértelmezett fiók, forduljon a példány rendszergazdájához",
};
