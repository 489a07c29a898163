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
  "Picture can't be found, you may check its ID": "A kép nem található, ellenőrizze az azonosítóját",
  "Picture is not available (currently in processing)": "A kép nem érhető el (feldolgozás alatt áll)",
  "Impossible to find a thumbnail for the collection": "A gyűjteményhez nem található bélyegkép",

  // Searching and listing
  "Parameter ids should be a JSON array of strings": "Az ids paraméter szövegek JSON-listája legyen",
  "Parameter collections should be a JSON array of strings": "A collections paraméter szövegek JSON-listája legyen",
  "Unsupported filter parameter": "Ez a szűrő nem támogatott",

  // Editing
  "You're not authorized to edit this picture": "Nem jogosult ennek a képnek a szerkesztésére",
  "You're not authorized to add picture to this collection": "Nem jogosult képek hozzáadására ehhez a gyűjteményhez",
  "The collection has been deleted, impossible to add pictures to it":
    "A gyűjteményt törölték, nem lehet képet hozzáadni",
  "There is already a picture with the same index in the sequence": "A sorozatban ezen a helyen már van kép",
  "No picture file was sent": "Nem érkezett képfájl",
  "Picture file is either missing or in an unsupported format (should be jpg)":
    "A képfájl hiányzik, vagy a formátuma nem támogatott (jpg kell)",
  'Missing "position" parameter': "A „position” paraméter hiányzik",
  "Position in sequence should be a positive integer": "A sorozatbeli hely pozitív egész szám legyen",
  "Tiles are not available for flat pictures": "Sík képekhez nincsenek csempék",

  // Pages of the instance

  // Annotations
  "Annotation {id} not found": "A(z) {id} megjegyzés nem található",
  "Picture {id} wasn't found in database": "A(z) {id} kép nem található az adatbázisban",

  // Reports
  "Impossible to parse parameters": "A paraméterek nem olvashatók",

  // Excluded areas
  "Picture is located within an excluded area": "A kép kizárt területen van",
  "The picture is located within a general excluded area.": "A kép mindenki számára kizárt területen van.",
  "The picture is located within one of your own excluded area.": "A kép az Ön egyik kizárt területén van.",

  // Transfers

  // Map and figures
  "Z parameter is out of bounds (should be 0-15)": "A Z paraméter kívül esik a határokon (0–15)",
  "You're not authorized to read instance stats": "Nem jogosult a kiszolgáló statisztikáinak megtekintésére",
  "Collection {id} wasn't found in database": "A(z) {id} gyűjtemény nem található az adatbázisban",
  "UploadSet {id} does not exist": "A(z) {id} feltöltés nem létezik",

  // Accounts and logins
  "Impossible to change the account": "A fiók nem módosítható",
  "Impossible to find token": "A token nem található",
  "Impossible to find user": "A fiók nem található",
  "Impossible to finish authentication flow": "A bejelentkezés nem fejezhető be",
  "No search parameter given, you should provide `q=<pattern>` as query parameter":
    "Nincs megadva, mit keressek: hiányzik a `q=<szöveg>` paraméter",
  "Somebody has to stay administrator": "Maradnia kell egy rendszergazdának",
  "The identity provider cannot be reached": "Az azonosítási szolgáltató nem érhető el",
  "The logged-only visibility is not allowed on this instance since anybody can create an account":
    "A logged-only láthatóság ezen a példányon nem engedélyezett, mert bárki létrehozhat fiókot",
  "Token already claimed by another account": "A token már egy másik fiókhoz tartozik",
  "Too many people log in just now, try again soon": "Most túl sokan jelentkeznek be, próbálja újra később",
  "Too many tokens were generated from here": "Innen túl sok tokent kértek",
  "You are now logged in the CLI, you can upload your pictures":
    "A program most már a fiókjához kapcsolódik, feltöltheti a képeit",
  "You need to accept the terms of service before uploading any pictures":
    "Képek feltöltése előtt el kell fogadnia a felhasználási feltételeket",
  "You need to accept the terms of service before uploading any pictures. You can do so by validating them here: {page}":
    "Képek feltöltése előtt el kell fogadnia a felhasználási feltételeket. Itt teheti meg: {page}",
};
