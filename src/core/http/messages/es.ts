export const SPANISH: Record<string, string> = {
  // Feed of collections

  // Reading

  // Searching and listing

  // Editing

  // Pages of the instance

  // Annotations

  // Reports
  "Impossible to parse parameters": "No se pueden leer los parámetros",

  // Excluded areas

  // Transfers

  // Map and figures

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
