import type { HTTP as ENGLISH } from "../english/http.ts";

/** Texts of requests and answers in general, in German. */
export const HTTP: Partial<Record<keyof typeof ENGLISH, string>> = {
  "http.not_found": "Nicht gefunden",
  "http.method_not_allowed": "Methode nicht erlaubt",
  "http.internal_error": "Interner Fehler des Servers",
  "http.try_again_soon": "Der Server kann das gerade nicht, bitte bald noch einmal versuchen",
  "http.nested_too_deeply": "Ein Teil der Anfrage ist zu tief verschachtelt",
  "http.value_refused": "Ein Wert der Anfrage ist zu groß, zu lang oder kann nicht gespeichert werden",
  "http.path_too_long": "Der Pfad der Adresse ist zu lang",
  "http.bad_query": "Die Parameter der Adresse sind ungültig",
  "http.not_json": "Der Inhalt der Anfrage ist kein gültiges JSON",
  "http.body_too_large": "Der Inhalt der Anfrage ist größer als {bytes} Bytes",
  "http.json_too_many_values": "Die Anfrage hat mehr als {count} Werte",
  "http.json_too_deep": "Die Anfrage ist mehr als {depth} Ebenen tief verschachtelt",
  "http.json_number_too_large": "Eine Zahl der Anfrage ist zu groß",
  "http.text_too_long": "Ein Text der Anfrage ist länger als {length} Zeichen",
  "http.null_character": "Ein Text der Anfrage enthält ein Nullzeichen",
  "http.not_a_form": "Der Inhalt der Anfrage ist kein gültiges Formular",
  "http.not_multipart": "Das Formular ist kein gültiges multipart/form-data",
  "http.connection_cut": "Die Verbindung ist vor dem Ende des Formulars abgebrochen",
  "http.unknown_host":
    "Dieser Server antwortet nicht für {host}. Tragen Sie den Namen in API_ALLOWED_HOSTS ein oder setzen Sie PUBLIC_URL",
  "http.body_too_slow": "Der Inhalt der Anfrage kam zu langsam an",
  "http.length_required": "Dieser Server begrenzt Uploads, deshalb brauchen Anfragen Content-Length",
  "http.too_many_downloads": "Es laufen zu viele Downloads; warten Sie, bis einer davon beendet ist",
  "http.too_much": "Zu viele Anfragen, bitte in {seconds} s noch einmal versuchen",
  "http.bad_parameters": "Die Parameter können nicht gelesen werden",
  "http.unsupported_filter": "Dieser Filter wird nicht unterstützt",
  "http.stats_not_readable": "Sie dürfen die Zahlen dieser Instanz nicht lesen",
  "http.text_without_date": "Der Text enthält kein Datum: {text}",
  "http.unknown_date_format": "Unbekanntes Format: {text}",
  "http.degrees_range": "{name} muss zwischen -{most} und {most} liegen",
  "http.bad_relative_heading":
    "Die relative Blickrichtung ist ungültig, sie soll eine ganze Zahl in Grad von -180 bis 180 sein",
};
