import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

/** Texts of logins, accounts and tokens, in Spanish. The others are shown in English. */
export const ACCOUNTS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "accounts.too_many_logins": "Demasiados intentos de inicio de sesión; vuelva a intentarlo en {seconds} s",
  "accounts.foreign_next_url":
    "El parámetro `next_url` lleva a otro sitio que esta instancia y su sitio web (véase API_WEBSITE_URL)",
  "accounts.cannot_change": "No se puede modificar la cuenta",
  "accounts.unknown_token": "No se encuentra el token",
  "accounts.unknown_user": "No se encuentra la cuenta",
  "accounts.login_unfinished": "No se puede terminar el inicio de sesión",
  "accounts.search_text_missing": "No se ha indicado qué buscar: falta el parámetro `q=<texto>`",
  "accounts.last_administrator": "Tiene que quedar una cuenta de administración",
  "accounts.provider_unreachable": "No se puede contactar con el proveedor de identidad",
  "accounts.logged_only_not_allowed":
    "La visibilidad logged-only no es posible en esta instancia, ya que cualquiera puede crear una cuenta",
  "accounts.token_of_another": "El token ya pertenece a otra cuenta",
  "accounts.too_many_tokens": "Se han generado demasiados tokens desde aquí",
  "accounts.cli_logged_in": "El programa ya está conectado a su cuenta, puede enviar sus fotos",
  "accounts.accept_terms": "Debe aceptar las condiciones de uso antes de enviar fotos",
  "accounts.accept_terms_there":
    "Debe aceptar las condiciones de uso antes de enviar fotos. Puede hacerlo aquí: {page}",
  "accounts.too_many_at_once": "Demasiadas personas inician sesión ahora, inténtelo de nuevo pronto",
};
