export const HUNGARIAN: Record<string, string> = {
  "A picture with the same ID already exists": "Már létezik kép ezzel az azonosítóval",
  "A sequence with the same ID already exists": "Már létezik képsorozat ezzel az azonosítóval",
  "Impossible to parse picture metadata": "A kép metaadatai nem olvashatók",

  // Feed of collections
  "GeoVisio collections": "GeoVisio-gyűjtemények",
  "GeoVisio logo": "GeoVisio-embléma",
  "JSON metadata": "JSON-metaadatok",
  "List of collections from this GeoVisio server": "A GeoVisio-kiszolgáló gyűjteményeinek listája",
  'Sequence "{title}" by "{account}" was captured on {date}.':
    "„{title}” képsorozat, készítette: „{account}”, időpont: {date}.",
  "View on the map": "Megtekintés a térképen",

  // Reading
  "Collection doesn't exist": "A gyűjtemény nem létezik",
  "Item doesn't exist": "Az elem nem létezik",
  "Picture can't be found, you may check its ID": "A kép nem található, ellenőrizze az azonosítóját",
  "Picture is not available (currently in processing)": "A kép nem érhető el (feldolgozás alatt áll)",
  "Impossible to find a thumbnail for the collection": "A gyűjteményhez nem található bélyegkép",
  "Sequence doesn't exist": "A sorozat nem létezik",
};
