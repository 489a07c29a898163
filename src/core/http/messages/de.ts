export const GERMAN: Record<string, string> = {
  // Feed of collections

  // Reading

  // Searching and listing

  // Editing

  // Pages of the instance

  // Annotations

  // Reports
  "Impossible to parse parameters": "Die Parameter können nicht gelesen werden",

  // Excluded areas

  // Transfers

  // Map and figures

  // Accounts and logins
  "Impossible to change the account": "Das Konto kann nicht geändert werden",
  "Impossible to find token": "Das Token wurde nicht gefunden",
  "Impossible to find user": "Das Konto wurde nicht gefunden",
  "Impossible to finish authentication flow": "Die Anmeldung konnte nicht abgeschlossen werden",
  "No search parameter given, you should provide `q=<pattern>` as query parameter":
    "Kein Suchtext angegeben: der Parameter `q=<Text>` fehlt",
  "Somebody has to stay administrator": "Es muss ein Konto mit Verwaltungsrechten bleiben",
  "The identity provider cannot be reached": "Der Identitätsanbieter ist nicht erreichbar",
  "The logged-only visibility is not allowed on this instance since anybody can create an account":
    "Die Sichtbarkeit logged-only gibt es auf dieser Instanz nicht, weil hier jeder ein Konto anlegen kann",
  "Token already claimed by another account": "Das Token gehört schon einem anderen Konto",
  "Too many people log in just now, try again soon": "Gerade melden sich zu viele an, bitte bald noch einmal versuchen",
  "Too many tokens were generated from here": "Von hier wurden zu viele Token angefordert",
  "You are now logged in the CLI, you can upload your pictures":
    "Das Programm ist jetzt mit Ihrem Konto verbunden, Sie können Ihre Bilder hochladen",
  "You need to accept the terms of service before uploading any pictures":
    "Vor dem Hochladen von Bildern müssen Sie die Nutzungsbedingungen annehmen",
  "You need to accept the terms of service before uploading any pictures. You can do so by validating them here: {page}":
    "Vor dem Hochladen von Bildern müssen Sie die Nutzungsbedingungen annehmen, und zwar hier: {page}",
};
