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
};
