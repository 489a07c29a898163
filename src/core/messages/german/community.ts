import type { COMMUNITY as ENGLISH } from "../english/community.ts";

/** Texts of pages, reports, annotations, excluded areas and transfers, in German. The others are shown in English. */
export const COMMUNITY: Partial<Record<keyof typeof ENGLISH, string>> = {
  "community.annotation_json_to_change": "Der Parameter zum Ändern einer Anmerkung soll gültiges JSON sein",
  "community.annotation_json_to_create": "Der Parameter zum Anlegen einer Anmerkung soll gültiges JSON sein",
  "community.annotation_not_changed": "Die Anmerkung kann nicht geändert werden, ungültige Parameter",
  "community.annotation_not_created": "Die Anmerkung kann nicht angelegt werden",
  "community.annotation_unknown": "Anmerkung {id} nicht gefunden",
  "community.area_deletion_needs_admin":
    "Um ausgeschlossene Gebiete zu löschen, müssen Sie mit einem Administratorkonto angemeldet sein",
  "community.area_json_to_create": "Der Parameter zum Anlegen eines ausgeschlossenen Gebiets soll gültiges JSON sein",
  "community.area_not_created": "Das ausgeschlossene Gebiet kann nicht angelegt werden",
  "community.area_unknown": "Das ausgeschlossene Gebiet wurde nicht gefunden",
  "community.areas_json_to_replace":
    "Der Parameter zum Ersetzen aller ausgeschlossenen Gebiete soll gültiges JSON sein",
  "community.areas_need_admin":
    "Um ausgeschlossene Gebiete zu bearbeiten, müssen Sie mit einem Administratorkonto angemeldet sein",
  "community.areas_need_login":
    "Um alle ausgeschlossenen Gebiete zu sehen, müssen Sie mit einem Administratorkonto angemeldet sein",
  "community.areas_not_readable": "Sie dürfen nicht alle ausgeschlossenen Gebiete sehen",
  "community.areas_not_replaced": "Die ausgeschlossenen Gebiete können nicht ersetzt werden",
  "community.page_name_unknown": "Der Name der Seite ist nicht bekannt",
  "community.page_needs_html": "Der Inhalt der Seite muss HTML sein (mit dem Header Content-Type: text/html)",
  "community.page_not_available": "Die Seite ist in der Sprache {language} nicht verfügbar",
  "community.page_not_published": "Die Änderungen der Seite konnten nicht veröffentlicht werden",
  "community.pages_need_admin": "Um Seiten zu bearbeiten, müssen Sie mit einem Administratorkonto angemeldet sein",
  "community.report_json_to_change": "Der Parameter zum Bearbeiten der Meldung soll gültiges JSON sein",
  "community.report_json_to_create": "Der Parameter zum Anlegen einer Meldung soll gültiges JSON sein",
  "community.report_not_changed": "Die Meldung kann nicht bearbeitet werden",
  "community.report_not_created": "Die Meldung kann nicht angelegt werden",
  "community.report_not_editable": "Sie dürfen diese Meldung nicht bearbeiten",
  "community.report_not_readable": "Sie dürfen diese Meldung nicht lesen",
  "community.report_unknown": "Die Meldung existiert nicht",
  "community.reports_need_login": "Nur wer angemeldet ist, darf Meldungen lesen",
  "community.reports_not_listed": "Sie dürfen die Meldungen nicht auflisten",
  "community.transfer_foreign_collection":
    "Die Sammlung gibt es schon, sie gehört einem anderen Konto: Sie können sie nicht übertragen",
  "community.transfer_json": "Der Parameter zum Übertragen einer Sammlung soll gültiges JSON sein",
  "community.transfer_not_started": "Die Sammlung kann nicht übertragen werden",
  "community.transfer_pending": "Diese Sammlung wird schon übertragen",
  "community.transfer_status_unreadable": "Der Stand der Sammlung kann nicht gelesen werden",
  "community.transfer_unknown": "Die Übertragung wurde nicht gefunden",
  "community.transfer_unreadable": "Die Sammlung kann nicht geholt werden",
};
