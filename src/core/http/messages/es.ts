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
  "Page name is not recognized": "El nombre de la página no se reconoce",
  "Page not available in language {language}": "Página no disponible en el idioma {language}",
  "You must be logged-in as admin to edit pages":
    "Debe iniciar sesión con una cuenta de administración para editar páginas",
  "Page content must be HTML (with Content-Type: text/html header set)":
    "El contenido de la página debe ser HTML (con la cabecera Content-Type: text/html)",
  "Could not publish page changes": "No se han podido publicar los cambios de la página",

  // Annotations
  "Annotation {id} not found": "No se encuentra la anotación {id}",
  "Picture {id} wasn't found in database": "La foto {id} no está en la base de datos",
  "Parameter for creating an annotation should be a valid JSON":
    "El parámetro para crear una anotación debe ser un JSON válido",
  "Impossible to create an annotation": "No se puede crear la anotación",
  "Parameter for updating an annotation should be a valid JSON":
    "El parámetro para modificar una anotación debe ser un JSON válido",
  "Impossible to patch annotation, invalid parameters": "No se puede modificar la anotación, parámetros no válidos",

  // Reports
  "Parameter for creating a Report should be a valid JSON": "El parámetro para crear un aviso debe ser un JSON válido",
  "Impossible to create a Report": "No se puede crear el aviso",
  "Only authenticated users can access reports": "Solo las personas que han iniciado sesión pueden ver los avisos",
  "Report doesn't exist": "El aviso no existe",
  "You're not authorized to access this report": "No tiene permiso para ver este aviso",
  "You're not authorized to edit this Report": "No tiene permiso para modificar este aviso",
  "Parameter for editing the Report should be a valid JSON":
    "El parámetro para modificar el aviso debe ser un JSON válido",
  "Impossible to edit the Report": "No se puede modificar el aviso",
  "You're not authorized to list reports": "No tiene permiso para listar los avisos",
  "Impossible to parse parameters": "No se pueden leer los parámetros",

  // Excluded areas
  "Picture is located within an excluded area": "La foto está dentro de una zona excluida",
  "The picture is located within a general excluded area.":
    "La foto está dentro de una zona excluida para todo el mundo.",
  "The picture is located within one of your own excluded area.": "La foto está dentro de una de sus zonas excluidas.",
  "You must be logged-in as admin to access all excluded areas":
    "Debe iniciar sesión con una cuenta de administración para ver todas las zonas excluidas",
  "You're not authorized to access all excluded areas": "No tiene permiso para ver todas las zonas excluidas",
  "You must be logged-in as admin to edit excluded areas":
    "Debe iniciar sesión con una cuenta de administración para editar las zonas excluidas",
  "You must be logged-in as admin to delete excluded areas":
    "Debe iniciar sesión con una cuenta de administración para borrar zonas excluidas",
  "Impossible to find excluded area": "No se encuentra la zona excluida",
  "Parameter for creating an Excluded Area should be a valid JSON":
    "El parámetro para crear una zona excluida debe ser un JSON válido",
  "Parameter for replacing all Excluded Areas should be a valid JSON":
    "El parámetro para sustituir todas las zonas excluidas debe ser un JSON válido",
  "Impossible to create an Excluded Area": "No se puede crear la zona excluida",
  "Impossible to replace all Excluded Areas": "No se pueden sustituir todas las zonas excluidas",

  // Transfers
  "Parameter for transfering collection should be a valid JSON":
    "El parámetro para transferir una colección debe ser un JSON válido",
  "Impossible to transfer the collection": "No se puede transferir la colección",
  "Impossible to retrieve the collection": "No se puede obtener la colección",
  "Impossible to get the status of the collection": "No se puede conocer el estado de la colección",
  "The collection already exists, owned by another account, you cannot transfer this one":
    "La colección ya existe y pertenece a otra cuenta, no puede transferirla",
  "A transfer job is still pending for this collection": "Ya hay una transferencia en curso de esta colección",
  "Transfer not found": "No se encuentra la transferencia",

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
  "Parameter `next_url` leads to another site than this instance and its website (see API_WEBSITE_URL)":
    "El parámetro `next_url` lleva a otro sitio que esta instancia y su sitio web (véase API_WEBSITE_URL)",
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
