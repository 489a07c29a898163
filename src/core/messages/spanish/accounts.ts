import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

/** Texts of logins, accounts and tokens, in Spanish. */
export const ACCOUNTS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "accounts.too_many_logins": "Demasiados intentos de inicio de sesión; vuelva a intentarlo en {seconds} s",
  "accounts.name_missing": "La cuenta necesita un nombre",
  "accounts.name_too_long": "El nombre puede tener como máximo {length} caracteres",
  "accounts.name_has_control_characters": "El nombre no debe contener caracteres de control",
  "accounts.password_too_short": "La contraseña necesita al menos {length} caracteres",
  "accounts.password_too_long": "La contraseña puede tener como máximo {length} caracteres",
  "accounts.password_is_name": "La contraseña no debe ser el nombre de la cuenta",
  "accounts.password_common": "La contraseña es una de las más comunes, que los atacantes prueban primero",
  "accounts.foreign_next_url":
    "El parámetro `next_url` lleva a otro sitio que esta instancia y su sitio web (véase API_WEBSITE_URL)",
  "accounts.cannot_change": "No se puede modificar la cuenta",
  "accounts.unknown_token": "No se encuentra el token",
  "accounts.unknown_user": "No se encuentra la cuenta",
  "accounts.login_unfinished": "No se puede terminar el inicio de sesión",
  "accounts.login_tips":
    "Vuelva a iniciar sesión. Si no sirve, borre las cookies de este sitio o contacte con la administración de la instancia",
  "accounts.login_not_started": "Este inicio de sesión no se empezó aquí, ha caducado o ya está terminado",
  "accounts.no_new_accounts": "Esta instancia es de solo lectura: no se pueden crear cuentas",
  "accounts.search_text_missing": "No se ha indicado qué buscar: falta el parámetro `q=<texto>`",
  "accounts.osm_sent_no_name": "OpenStreetMap no ha dicho quién ha iniciado sesión",
  "accounts.last_administrator": "Tiene que quedar una cuenta de administración con la que se pueda iniciar sesión",
  "accounts.account_disabled": "Esta cuenta está desactivada; consulte a la administración de esta instancia",
  "accounts.provider_unreachable": "No se puede contactar con el proveedor de identidad",
  "accounts.no_id_token": "El proveedor de identidad no ha enviado ningún token de identidad",
  "accounts.read_only": "La instancia es de solo lectura por ahora, no se puede modificar nada",
  "accounts.logged_only_not_allowed":
    "La visibilidad logged-only no es posible en esta instancia, ya que cualquiera puede crear una cuenta",
  "accounts.token_of_another": "El token ya pertenece a otra cuenta",
  "accounts.too_many_tokens": "Se han generado demasiados tokens desde aquí",
  "accounts.cli_logged_in": "El programa ya está conectado a su cuenta, puede subir sus fotos",
  "accounts.accept_terms": "Debe aceptar las condiciones de uso antes de subir fotos",
  "accounts.accept_terms_there": "Debe aceptar las condiciones de uso antes de subir fotos. Puede hacerlo aquí: {page}",
  "accounts.logins_off": "El inicio de sesión no está activado en esta instancia",
  "accounts.too_many_at_once": "Demasiadas personas inician sesión ahora, inténtelo de nuevo pronto",
  "accounts.not_json": "La modificación de una cuenta debe ser un JSON válido",
  "accounts.authentication_mandatory": "Debe iniciar sesión",
  "accounts.no_login_possible": "El inicio de sesión no está activado en esta instancia, no es posible iniciar sesión.",
  "accounts.foreign_page":
    "Las páginas de {origin} no pueden hacer esto con su sesión. Si es el sitio web de esta instancia, configure API_WEBSITE_URL; detrás de un proxy inverso, configure PUBLIC_URL",
  "accounts.token_invalid": "El token no es válido",
  "accounts.token_not_bearer": "Solo se admiten tokens Bearer",
  "accounts.token_gone": "El token ya no existe",
  "accounts.token_not_claimed":
    "El token aún no pertenece a nadie y no se puede usar. Asócielo a su cuenta o genere otro",
  "accounts.token_unreadable": "No se puede descifrar el token",
  "accounts.token_signature": "La firma del token JWT no coincide",
  "accounts.no_secret_key":
    "La instancia no tiene definida ninguna SECRET_KEY (variable de entorno FLASK_SECRET_KEY), no es posible iniciar sesión. Si lo necesita, contacte con la administración de la instancia.",
  "accounts.administrators_only": "No tiene permiso para gestionar las cuentas",
  "accounts.unknown_session": "Esta sesión ya ha terminado",
  "accounts.scope_missing": "Este token no permite hacer esto: le falta el permiso {scope}",
  "accounts.session_needed": "Esto requiere iniciar sesión en un navegador, no basta un token",
  "accounts.factors_locked": "Inicie sesión con su segundo factor o su llave de acceso para cambiar esto",
  "accounts.second_factor_needed":
    "La administración de esta instancia requiere un segundo factor. Configúrelo aquí: {page}",
  "accounts.second_factor_stays":
    "La administración de esta instancia requiere un segundo factor: añada una llave de acceso antes de desactivar los códigos",
  "accounts.passkey_refused": "La llave de acceso no se ha aceptado",
  "accounts.passkey_taken": "Esta llave de acceso ya está registrada",
  "accounts.unknown_passkey": "No se encuentra la llave de acceso",
  "accounts.too_many_passkeys": "La cuenta tiene demasiadas llaves de acceso",
  "accounts.passkeys_need_host_name":
    "Las llaves de acceso solo funcionan si la dirección del servidor es un nombre, no una dirección IP",
  "accounts.wrong_password": "Contraseña incorrecta",
  "accounts.no_default_account": "No hay ninguna cuenta predeterminada, contacte con la administración de la instancia",
};
