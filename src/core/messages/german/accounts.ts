import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

/** Texts of logins, accounts and tokens, in German. */
export const ACCOUNTS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "accounts.too_many_logins": "Zu viele Anmeldeversuche, bitte in {seconds} s noch einmal versuchen",
  "accounts.name_missing": "Das Konto braucht einen Namen",
  "accounts.name_too_long": "Der Name darf höchstens {length} Zeichen haben",
  "accounts.name_has_control_characters": "Der Name darf keine Steuerzeichen enthalten",
  "accounts.password_too_short": "Das Passwort braucht mindestens {length} Zeichen",
  "accounts.password_too_long": "Das Passwort darf höchstens {length} Zeichen haben",
  "accounts.password_is_name": "Das Passwort darf nicht der Name des Kontos sein",
  "accounts.password_common": "Das Passwort ist eines der häufigsten, die Angreifer zuerst ausprobieren",
  "accounts.foreign_next_url":
    "Der Parameter `next_url` führt zu einer anderen Website als dieser Instanz und ihrer Website (siehe API_WEBSITE_URL)",
  "accounts.cannot_change": "Das Konto kann nicht geändert werden",
  "accounts.unknown_token": "Das Token wurde nicht gefunden",
  "accounts.unknown_user": "Das Konto wurde nicht gefunden",
  "accounts.login_unfinished": "Die Anmeldung konnte nicht abgeschlossen werden",
  "accounts.login_tips":
    "Bitte noch einmal anmelden. Wenn das nicht hilft, löschen Sie die Cookies dieser Website oder wenden sich an die Administration der Instanz",
  "accounts.login_not_started": "Diese Anmeldung wurde nicht hier begonnen, ist abgelaufen oder schon abgeschlossen",
  "accounts.no_new_accounts": "Diese Instanz ist schreibgeschützt: Es können keine Konten angelegt werden",
  "accounts.search_text_missing": "Kein Suchtext angegeben: der Parameter `q=<Text>` fehlt",
  "accounts.osm_sent_no_name": "OpenStreetMap hat nicht mitgeteilt, wer sich angemeldet hat",
  "accounts.last_administrator": "Es muss ein Konto mit Verwaltungsrechten bleiben, mit dem man sich anmelden kann",
  "accounts.account_disabled": "Dieses Konto ist deaktiviert; wenden Sie sich an die Administration der Instanz",
  "accounts.provider_unreachable": "Der Identitätsanbieter ist nicht erreichbar",
  "accounts.no_id_token": "Der Identitätsanbieter hat kein ID-Token gesendet",
  "accounts.read_only": "Die Instanz ist zurzeit schreibgeschützt, Änderungen sind nicht möglich",
  "accounts.logged_only_not_allowed":
    "Die Sichtbarkeit logged-only gibt es auf dieser Instanz nicht, weil hier jeder ein Konto anlegen kann",
  "accounts.token_of_another": "Das Token gehört schon einem anderen Konto",
  "accounts.too_many_tokens": "Von hier wurden zu viele Token angefordert",
  "accounts.cli_logged_in": "Das Programm ist jetzt mit Ihrem Konto verbunden, Sie können Ihre Bilder hochladen",
  "accounts.accept_terms": "Vor dem Hochladen von Bildern müssen Sie die Nutzungsbedingungen annehmen",
  "accounts.accept_terms_there":
    "Vor dem Hochladen von Bildern müssen Sie die Nutzungsbedingungen annehmen, und zwar hier: {page}",
  "accounts.logins_off": "Auf dieser Instanz ist keine Anmeldung eingerichtet",
  "accounts.too_many_at_once": "Gerade melden sich zu viele an, bitte bald noch einmal versuchen",
  "accounts.not_json": "Die Änderung eines Kontos soll gültiges JSON sein",
  "accounts.authentication_mandatory": "Sie müssen sich anmelden",
  "accounts.no_login_possible": "Auf dieser Instanz ist keine Anmeldung eingerichtet, Sie können sich nicht anmelden.",
  "accounts.foreign_page":
    "Seiten von {origin} dürfen das nicht mit Ihrer Anmeldung tun. Wenn das die Website dieser Instanz ist, setzen Sie API_WEBSITE_URL, hinter einem Reverse-Proxy PUBLIC_URL",
  "accounts.token_invalid": "Das Token ist ungültig",
  "accounts.token_not_bearer": "Nur Bearer-Token werden unterstützt",
  "accounts.token_gone": "Das Token gibt es nicht mehr",
  "accounts.token_not_claimed":
    "Das Token gehört noch keinem Konto und kann deshalb nicht verwendet werden. Verbinden Sie es mit Ihrem Konto oder erzeugen Sie ein neues",
  "accounts.token_unreadable": "Das Token kann nicht gelesen werden",
  "accounts.token_signature": "Die Signatur des JWT-Tokens stimmt nicht",
  "accounts.no_secret_key":
    "Für die Instanz ist kein SECRET_KEY festgelegt (Umgebungsvariable FLASK_SECRET_KEY), deshalb ist keine Anmeldung möglich. Wenn Sie sie brauchen, wenden Sie sich an die Administration der Instanz.",
  "accounts.administrators_only": "Sie dürfen keine Konten verwalten",
  "accounts.unknown_session": "Diese Sitzung ist schon beendet",
  "accounts.scope_missing": "Dieses Token darf das nicht: Ihm fehlt das Recht {scope}",
  "accounts.session_needed": "Dafür ist eine Anmeldung im Browser nötig, ein Token reicht nicht",
  "accounts.factors_locked": "Um das zu ändern, melden Sie sich mit Ihrem zweiten Faktor oder Ihrem Passkey an",
  "accounts.second_factor_needed":
    "Wer diese Instanz verwaltet, braucht einen zweiten Faktor. Richten Sie ihn hier ein: {page}",
  "accounts.second_factor_stays":
    "Wer diese Instanz verwaltet, braucht einen zweiten Faktor: Fügen Sie einen Passkey hinzu, bevor Sie die Codes ausschalten",
  "accounts.passkey_refused": "Der Passkey wurde nicht angenommen",
  "accounts.passkey_taken": "Dieser Passkey ist schon eingetragen",
  "accounts.unknown_passkey": "Der Passkey wurde nicht gefunden",
  "accounts.too_many_passkeys": "Das Konto hat zu viele Passkeys",
  "accounts.passkeys_need_host_name":
    "Passkeys funktionieren nur, wenn die Adresse des Servers ein Name ist und keine IP-Adresse",
  "accounts.wrong_password": "Falsches Passwort",
  "accounts.no_default_account":
    "Es ist kein Standardkonto festgelegt, bitte wenden Sie sich an die Administration der Instanz",
};
