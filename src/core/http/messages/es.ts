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

  // Searching and listing
  "Parameter bbox must be in format [minX, minY, maxX, maxY]":
    "El parámetro bbox debe tener la forma [minX, minY, maxX, maxY]",
  "Parameter bbox must contain valid longitude (-180 to 180) and latitude (-90 to 90) values":
    "El parámetro bbox debe contener longitudes (de -180 a 180) y latitudes (de -90 a 90) válidas",
  "Parameter bbox must have its southern edge below the northern one":
    "En el parámetro bbox, el borde sur debe estar por debajo del borde norte",
  "Parameters bbox and intersects are mutually exclusive": "Los parámetros bbox e intersects se excluyen mutuamente",
  "Parameter datetime should contain one or two dates": "El parámetro datetime debe contener una o dos fechas",
  "Parameter intersects should contain a valid GeoJSON Geometry (not a Feature)":
    "El parámetro intersects debe contener una geometría GeoJSON válida (no un objeto Feature)",
  "Parameter ids should be a JSON array of strings": "El parámetro ids debe ser una lista JSON de textos",
  "Parameter collections should be a JSON array of strings":
    "El parámetro collections debe ser una lista JSON de textos",
  "Parameter limit must be either empty or a number between 1 and 10000":
    "El parámetro limit debe estar vacío o ser un número entre 1 y 10000",
  "limit parameter should be an integer between 1 and 1000": "El parámetro limit debe ser un entero entre 1 y 1000",
  "limit parameter should be a valid, positive integer (between 1 and 1000)":
    "El parámetro limit debe ser un entero positivo válido (entre 1 y 1000)",
  "limit parameter should be an integer between 1 and 10000": "El parámetro limit debe ser un entero entre 1 y 10000",
  "limit parameter should be a valid, positive integer (between 1 and 10000)":
    "El parámetro limit debe ser un entero positivo válido (entre 1 y 10000)",
  "withPicture should be a valid UUID": "withPicture debe ser un UUID válido",
  "Unsupported filter parameter": "Este filtro no se admite",
  "Unsupported sortby parameter: syntax isn't correct": "Parámetro sortby no admitido: la sintaxis es incorrecta",
  "Unsupported sortby parameter: invalid field": "Parámetro sortby no admitido: campo desconocido",
  "Unsupported sortby parameter: invalid column name": "Parámetro sortby no admitido: columna desconocida",
  "No matching sequences found": "No se encontró ninguna secuencia que coincida",

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
  "Sort order parameter is invalid": "El parámetro de orden no es válido",
  "Visibility and visible parameters are mutually exclusive parameters":
    "Los parámetros visibility y visible se excluyen mutuamente",
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
  "Tile format is invalid, should be either pbf or mvt": "El formato de la tesela no es válido, debe ser pbf o mvt",
  "X or Y parameter is out of bounds": "El parámetro X o Y está fuera de los límites",
  "Z parameter is out of bounds (should be 0-15)": "El parámetro Z está fuera de los límites (de 0 a 15)",
  "The status filter is not supported anymore, use the `visibility` filter instead":
    "El filtro status ya no se admite, use el filtro `visibility`",
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
