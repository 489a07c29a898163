export const SPANISH: Record<string, string> = {
  "A picture with the same ID already exists": "Ya existe una imagen con el mismo identificador",
  "A sequence with the same ID already exists": "Ya existe una secuencia con el mismo identificador",
  "Impossible to parse picture metadata": "No se pueden leer los metadatos de la imagen",

  // Feed of collections
  "GeoVisio collections": "Colecciones de GeoVisio",
  "GeoVisio logo": "Logotipo de GeoVisio",
  "JSON metadata": "Metadatos JSON",
  "List of collections from this GeoVisio server": "Lista de las colecciones de este servidor GeoVisio",
  'Sequence "{title}" by "{account}" was captured on {date}.':
    "La secuencia «{title}» de «{account}» se capturó el {date}.",
  "View on the map": "Ver en el mapa",

  // Reading
  "Collection doesn't exist": "La colección no existe",
  "Item doesn't exist": "El elemento no existe",
  "Picture can't be found, you may check its ID": "No se encuentra la foto, compruebe su identificador",
  "Picture is not available (currently in processing)": "La foto no está disponible (se está procesando)",
  "Impossible to find a thumbnail for the collection": "No se encuentra ninguna miniatura de la colección",
  "Sequence doesn't exist": "La secuencia no existe",
};
