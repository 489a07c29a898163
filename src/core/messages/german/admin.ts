import type { ADMIN as ENGLISH } from "../english/admin.ts";

/** Texts of administration, in German. */
export const ADMIN: Partial<Record<keyof typeof ENGLISH, string>> = {
  "admin.name_taken": "Ein anderes Konto hat diesen Namen",
  "admin.no_passwords_here":
    "Hier meldet man sich nicht mit Passwörtern dieser Instanz an: Konten legt der Anmeldedienst an",
  "admin.cannot_log_in": "Mit diesem Konto kann man sich nicht anmelden",
  "admin.quota_pictures_reached":
    "Ihr Konto darf {max} Bilder haben und hat keinen Platz für weitere. Löschen Sie welche oder fragen Sie die Administration",
  "admin.quota_bytes_reached":
    "Ihr Konto darf Bilder von zusammen {max} Bytes haben und hat {used}: Dieses passt nicht mehr hinein. Löschen Sie welche oder fragen Sie die Administration",
  "admin.settings_administrators_only": "Sie dürfen die Einstellungen nicht ändern",
  "admin.settings_refused": "Die Einstellungen können nicht geändert werden",
  "admin.setting_locked": "{name} kommt aus der Umgebung und kann hier nicht geändert werden",
  "admin.join_title": "Ihr Konto anlegen",
  "admin.join_explained": "Sie sind zu {instance} eingeladen. Wählen Sie einen Namen und ein Passwort.",
  "admin.password_title": "Passwort wählen",
  "admin.password_explained": "Für das Konto {name} auf {instance}. Überall, wo es angemeldet ist, wird es abgemeldet.",
  "admin.link_used_reason":
    "Dieser Link wurde schon benutzt oder ist zu alt. Bitten Sie die Administration um einen neuen.",
  "admin.pages": "Seiten der Verwaltung",
  "admin.search_users": "Nach Namen suchen",
  "admin.search": "Suchen",
  "admin.active": "Aktiv",
  "admin.disabled": "Deaktiviert",
  "admin.new_user": "Neues Konto",
  "admin.new_user_explained":
    "Sie erhalten einen Link für die Person, die damit ihr Passwort wählt. Er gilt einmal und sieben Tage lang.",
  "admin.invite": "Per Link einladen",
  "admin.invite_explained": "Oder erzeugen Sie einen Link, mit dem die Person auch ihren Namen wählt.",
  "admin.invite_role": "Rolle der eingeladenen Person",
  "admin.link_for": "Link für {name}. Er gilt einmal, bis {date}:",
  "admin.invitation_link": "Einladung. Sie gilt einmal, bis {date}:",
  "admin.copy": "Kopieren",
  "admin.copied": "Kopiert.",
  "admin.manage": "{name} verwalten",
  "admin.no_users": "Kein Konto gefunden.",
  "admin.user_facts": "{pictures} Bilder in {sequences} Sequenzen, {bytes}. Konto seit {date}.",
  "admin.logs_in_as": "Meldet sich als {login} an.",
  "admin.has_no_password": "Hat kein Passwort.",
  "admin.disable": "Konto deaktivieren",
  "admin.enable": "Konto aktivieren",
  "admin.disable_question":
    "{name} deaktivieren? Das Konto wird abgemeldet, kann sich nicht mehr anmelden, und seine Token werden abgelehnt. Seine Bilder bleiben.",
  "admin.password_link": "Link, um ein neues Passwort zu wählen",
  "admin.end_sessions": "Alle Sitzungen und Token beenden",
  "admin.end_sessions_question": "{name} überall abmelden? Programme brauchen dann neue Token.",
  "admin.no_sessions": "Nirgends angemeldet.",
  "admin.quota_explained": "Leer: wie in den Einstellungen. 0: keine Grenze.",
  "admin.max_pictures": "Höchstzahl der Bilder",
  "admin.max_megabytes": "Megabytes höchstens",
};
