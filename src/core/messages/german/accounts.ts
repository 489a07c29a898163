import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

/** Texts of logins, accounts and tokens, in German. The others are shown in English. */
export const ACCOUNTS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "accounts.too_many_logins": "Zu viele Anmeldeversuche, bitte in {seconds} s noch einmal versuchen",
  "accounts.foreign_next_url":
    "Der Parameter `next_url` führt zu einer anderen Website als dieser Instanz und ihrer Website (siehe API_WEBSITE_URL)",
  "accounts.cannot_change": "Das Konto kann nicht geändert werden",
  "accounts.unknown_token": "Das Token wurde nicht gefunden",
  "accounts.unknown_user": "Das Konto wurde nicht gefunden",
  "accounts.login_unfinished": "Die Anmeldung konnte nicht abgeschlossen werden",
  "accounts.search_text_missing": "Kein Suchtext angegeben: der Parameter `q=<Text>` fehlt",
  "accounts.last_administrator": "Es muss ein Konto mit Verwaltungsrechten bleiben",
  "accounts.provider_unreachable": "Der Identitätsanbieter ist nicht erreichbar",
  "accounts.logged_only_not_allowed":
    "Die Sichtbarkeit logged-only gibt es auf dieser Instanz nicht, weil hier jeder ein Konto anlegen kann",
  "accounts.token_of_another": "Das Token gehört schon einem anderen Konto",
  "accounts.too_many_tokens": "Von hier wurden zu viele Token angefordert",
  "accounts.cli_logged_in": "Das Programm ist jetzt mit Ihrem Konto verbunden, Sie können Ihre Bilder hochladen",
  "accounts.accept_terms": "Vor dem Hochladen von Bildern müssen Sie die Nutzungsbedingungen annehmen",
  "accounts.accept_terms_there":
    "Vor dem Hochladen von Bildern müssen Sie die Nutzungsbedingungen annehmen, und zwar hier: {page}",
  "accounts.too_many_at_once": "Gerade melden sich zu viele an, bitte bald noch einmal versuchen",
};
