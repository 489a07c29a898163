export const GERMAN: Record<string, string> = {
  "A picture with the same ID already exists": "Ein Bild mit derselben ID existiert bereits",
  "A sequence with the same ID already exists": "Eine Sequenz mit derselben ID existiert bereits",
  "Impossible to parse picture metadata": "Die Metadaten des Bildes können nicht gelesen werden",

  // Feed of collections
  "GeoVisio collections": "GeoVisio-Sammlungen",
  "GeoVisio logo": "GeoVisio-Logo",
  "JSON metadata": "JSON-Metadaten",
  "List of collections from this GeoVisio server": "Liste der Sammlungen von diesem GeoVisio-Server",
  'Sequence "{title}" by "{account}" was captured on {date}.':
    "Die Sequenz „{title}“ von „{account}“ wurde am {date} aufgenommen.",
  "View on the map": "Auf der Karte ansehen",

  // Reading
  "Picture can't be found, you may check its ID": "Das Bild wurde nicht gefunden, bitte die ID prüfen",
  "Picture is not available (currently in processing)": "Das Bild ist nicht verfügbar (wird gerade verarbeitet)",
  "Impossible to find a thumbnail for the collection": "Für die Sammlung wurde kein Vorschaubild gefunden",

  // Searching and listing
  "Parameter ids should be a JSON array of strings": "Der Parameter ids soll eine JSON-Liste von Texten sein",
  "Parameter collections should be a JSON array of strings":
    "Der Parameter collections soll eine JSON-Liste von Texten sein",
  "Unsupported filter parameter": "Dieser Filter wird nicht unterstützt",

  // Editing
  "You're not authorized to edit this picture": "Sie dürfen dieses Bild nicht bearbeiten",
  "You're not authorized to add picture to this collection": "Sie dürfen dieser Sammlung keine Bilder hinzufügen",
  "The collection has been deleted, impossible to add pictures to it":
    "Die Sammlung wurde gelöscht, es können keine Bilder hinzugefügt werden",
  "There is already a picture with the same index in the sequence":
    "In der Sequenz gibt es an dieser Stelle schon ein Bild",
  "No picture file was sent": "Es wurde keine Bilddatei gesendet",
  "Picture file is either missing or in an unsupported format (should be jpg)":
    "Die Bilddatei fehlt oder ihr Format wird nicht unterstützt (erwartet: jpg)",
  'Missing "position" parameter': "Der Parameter „position“ fehlt",
  "Position in sequence should be a positive integer": "Die Stelle in der Sequenz soll eine positive ganze Zahl sein",
  "Tiles are not available for flat pictures": "Für flache Bilder gibt es keine Kacheln",

  // Pages of the instance

  // Annotations
  "Annotation {id} not found": "Anmerkung {id} nicht gefunden",
  "Picture {id} wasn't found in database": "Das Bild {id} wurde in der Datenbank nicht gefunden",

  // Reports
  "Impossible to parse parameters": "Die Parameter können nicht gelesen werden",

  // Excluded areas
  "Picture is located within an excluded area": "Das Bild liegt in einem ausgeschlossenen Gebiet",
  "The picture is located within a general excluded area.":
    "Das Bild liegt in einem Gebiet, das für alle ausgeschlossen ist.",
  "The picture is located within one of your own excluded area.":
    "Das Bild liegt in einem Gebiet, das Sie ausgeschlossen haben.",

  // Transfers

  // Map and figures
  "Z parameter is out of bounds (should be 0-15)": "Der Parameter Z liegt außerhalb der Grenzen (0 bis 15)",
  "You're not authorized to read instance stats": "Sie dürfen die Zahlen dieser Instanz nicht lesen",
  "Collection {id} wasn't found in database": "Die Sammlung {id} wurde in der Datenbank nicht gefunden",
  "UploadSet {id} does not exist": "Der Upload {id} existiert nicht",

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
