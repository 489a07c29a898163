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
  "Collection doesn't exist": "Die Sammlung existiert nicht",
  "Item doesn't exist": "Das Element existiert nicht",
  "Picture can't be found, you may check its ID": "Das Bild wurde nicht gefunden, bitte die ID prüfen",
  "Picture is not available (currently in processing)": "Das Bild ist nicht verfügbar (wird gerade verarbeitet)",
  "Impossible to find a thumbnail for the collection": "Für die Sammlung wurde kein Vorschaubild gefunden",
  "Sequence doesn't exist": "Die Sequenz existiert nicht",

  // Searching and listing
  "Parameter bbox must be in format [minX, minY, maxX, maxY]":
    "Der Parameter bbox muss die Form [minX, minY, maxX, maxY] haben",
  "Parameter bbox must contain valid longitude (-180 to 180) and latitude (-90 to 90) values":
    "Der Parameter bbox muss gültige Längengrade (-180 bis 180) und Breitengrade (-90 bis 90) enthalten",
  "Parameter bbox must have its southern edge below the northern one":
    "Im Parameter bbox muss der südliche Rand unter dem nördlichen liegen",
  "Parameters bbox and intersects are mutually exclusive": "Die Parameter bbox und intersects schließen einander aus",
  "Parameter datetime should contain one or two dates": "Der Parameter datetime soll ein oder zwei Daten enthalten",
  "Parameter intersects should contain a valid GeoJSON Geometry (not a Feature)":
    "Der Parameter intersects soll eine gültige GeoJSON-Geometrie enthalten (kein Feature)",
  "Parameter ids should be a JSON array of strings": "Der Parameter ids soll eine JSON-Liste von Texten sein",
  "Parameter collections should be a JSON array of strings":
    "Der Parameter collections soll eine JSON-Liste von Texten sein",
  "Parameter limit must be either empty or a number between 1 and 10000":
    "Der Parameter limit muss leer oder eine Zahl von 1 bis 10000 sein",
  "limit parameter should be an integer between 1 and 1000":
    "Der Parameter limit soll eine ganze Zahl von 1 bis 1000 sein",
  "limit parameter should be a valid, positive integer (between 1 and 1000)":
    "Der Parameter limit soll eine gültige, positive ganze Zahl sein (von 1 bis 1000)",
  "limit parameter should be an integer between 1 and 10000":
    "Der Parameter limit soll eine ganze Zahl von 1 bis 10000 sein",
  "limit parameter should be a valid, positive integer (between 1 and 10000)":
    "Der Parameter limit soll eine gültige, positive ganze Zahl sein (von 1 bis 10000)",
  "withPicture should be a valid UUID": "withPicture soll eine gültige UUID sein",
  "Unsupported filter parameter": "Dieser Filter wird nicht unterstützt",
  "Unsupported sortby parameter: syntax isn't correct":
    "Parameter sortby nicht unterstützt: die Schreibweise ist falsch",
  "Unsupported sortby parameter: invalid field": "Parameter sortby nicht unterstützt: unbekanntes Feld",
  "Unsupported sortby parameter: invalid column name": "Parameter sortby nicht unterstützt: unbekannte Spalte",
  "No matching sequences found": "Keine passenden Sequenzen gefunden",

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
  "Sort order parameter is invalid": "Der Parameter der Sortierung ist ungültig",
  "Visibility and visible parameters are mutually exclusive parameters":
    "Die Parameter visibility und visible schließen einander aus",
  "Tiles are not available for flat pictures": "Für flache Bilder gibt es keine Kacheln",
};
