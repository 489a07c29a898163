import type { UPLOADS as ENGLISH } from "../english/uploads.ts";

export const UPLOADS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "uploads.unsupported_name": "Die Bilddatei fehlt oder ihr Format wird nicht unterstützt (erwartet: jpg)",
  "uploads.id_taken": "Ein Bild mit derselben ID existiert bereits",
  "uploads.unknown_set": "Der Upload {id} existiert nicht",
  "uploads.bad_parameters": "Die Parameter können nicht gelesen werden",
  "uploads.unreadable_metadata": "Die Metadaten des Bildes können nicht gelesen werden",
  "uploads.in_excluded_area": "Das Bild liegt in einem ausgeschlossenen Gebiet",
  "uploads.logged_only_refused":
    "Die Sichtbarkeit logged-only gibt es auf dieser Instanz nicht, weil hier jeder ein Konto anlegen kann",
  "uploads.bad_filter": "Dieser Filter wird nicht unterstützt",
};
