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
  "Picture can't be found, you may check its ID": "No se encuentra la foto, compruebe su identificador",
  "Picture is not available (currently in processing)": "La foto no está disponible (se está procesando)",
  "Impossible to find a thumbnail for the collection": "No se encuentra ninguna miniatura de la colección",

  // Searching and listing
  "Parameter ids should be a JSON array of strings": "El parámetro ids debe ser una lista JSON de textos",
  "Parameter collections should be a JSON array of strings":
    "El parámetro collections debe ser una lista JSON de textos",
  "Unsupported filter parameter": "Este filtro no se admite",

  // Editing
  "You're not authorized to edit this picture": "No tiene permiso para modificar esta foto",
  "You're not authorized to add picture to this collection": "No tiene permiso para añadir fotos a esta colección",
  "The collection has been deleted, impossible to add pictures to it":
    "La colección se ha eliminado, no es posible añadirle fotos",
  "There is already a picture with the same index in the sequence": "Ya hay una foto en esa posición de la secuencia",
  "No picture file was sent": "No se envió ningún archivo de foto",
  "Picture file is either missing or in an unsupported format (should be jpg)":
    "Falta el archivo de foto o su formato no se admite (se espera jpg)",
  'Missing "position" parameter': "Falta el parámetro «position»",
  "Position in sequence should be a positive integer": "La posición en la secuencia debe ser un entero positivo",
  "Tiles are not available for flat pictures": "No hay teselas para las fotos planas",

  // Pages of the instance

  // Annotations
  "Annotation {id} not found": "No se encuentra la anotación {id}",
  "Picture {id} wasn't found in database": "La foto {id} no está en la base de datos",

  // Reports
  "Impossible to parse parameters": "No se pueden leer los parámetros",

  // Excluded areas
  "Picture is located within an excluded area": "La foto está dentro de una zona excluida",
  "The picture is located within a general excluded area.":
    "La foto está dentro de una zona excluida para todo el mundo.",
  "The picture is located within one of your own excluded area.": "La foto está dentro de una de sus zonas excluidas.",

  // Transfers

  // Map and figures
  "Z parameter is out of bounds (should be 0-15)": "El parámetro Z está fuera de los límites (de 0 a 15)",
  "You're not authorized to read instance stats": "No tiene permiso para leer las estadísticas de la instancia",
  "Collection {id} wasn't found in database": "La colección {id} no está en la base de datos",
  "UploadSet {id} does not exist": "El envío {id} no existe",

  // Accounts and logins
  "Impossible to change the account": "No se puede modificar la cuenta",
  "Impossible to find token": "No se encuentra el token",
  "Impossible to find user": "No se encuentra la cuenta",
  "Impossible to finish authentication flow": "No se puede terminar el inicio de sesión",
  "No search parameter given, you should provide `q=<pattern>` as query parameter":
    "No se ha indicado qué buscar: falta el parámetro `q=<texto>`",
  "Somebody has to stay administrator": "Tiene que quedar una cuenta de administración",
  "The identity provider cannot be reached": "No se puede contactar con el proveedor de identidad",
  "The logged-only visibility is not allowed on this instance since anybody can create an account":
    "La visibilidad logged-only no es posible en esta instancia, ya que cualquiera puede crear una cuenta",
  "Token already claimed by another account": "El token ya pertenece a otra cuenta",
  "Too many people log in just now, try again soon":
    "Demasiadas personas inician sesión ahora, inténtelo de nuevo pronto",
  "Too many tokens were generated from here": "Se han generado demasiados tokens desde aquí",
  "You are now logged in the CLI, you can upload your pictures":
    "El programa ya está conectado a su cuenta, puede enviar sus fotos",
  "You need to accept the terms of service before uploading any pictures":
    "Debe aceptar las condiciones de uso antes de enviar fotos",
  "You need to accept the terms of service before uploading any pictures. You can do so by validating them here: {page}":
    "Debe aceptar las condiciones de uso antes de enviar fotos. Puede hacerlo aquí: {page}",
};
