import type { UPLOADS as ENGLISH } from "../english/uploads.ts";

export const UPLOADS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "uploads.unsupported_name": "A képfájl hiányzik, vagy a formátuma nem támogatott (jpg kell)",
  "uploads.id_taken": "Már létezik kép ezzel az azonosítóval",
  "uploads.unknown_set": "A(z) {id} feltöltés nem létezik",
  "uploads.bad_parameters": "A paraméterek nem olvashatók",
  "uploads.unreadable_metadata": "A kép metaadatai nem olvashatók",
  "uploads.in_excluded_area": "A kép kizárt területen van",
  "uploads.logged_only_refused":
    "A logged-only láthatóság ezen a példányon nem engedélyezett, mert bárki létrehozhat fiókot",
  "uploads.bad_filter": "Ez a szűrő nem támogatott",
};
