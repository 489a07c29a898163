import type { ADMIN as ENGLISH } from "../english/admin.ts";

/** Texts of administration, in Spanish. */
export const ADMIN: Partial<Record<keyof typeof ENGLISH, string>> = {
  "admin.name_taken": "Otra cuenta tiene este nombre",
  "admin.no_passwords_here":
    "Aquí no se inicia sesión con contraseñas de esta instancia: las cuentas las crea el proveedor de identidad",
  "admin.cannot_log_in": "Con esta cuenta no se puede iniciar sesión",
  "admin.quota_pictures_reached":
    "Su cuenta puede tener {max} fotos y no tiene sitio para más. Elimine algunas o consulte a la administración",
  "admin.quota_bytes_reached":
    "Su cuenta puede tener {max} bytes de fotos y tiene {used}: esta no cabe. Elimine algunas o consulte a la administración",
  "admin.settings_administrators_only": "No tiene permiso para cambiar los ajustes",
  "admin.settings_refused": "No se pueden cambiar los ajustes",
  "admin.setting_locked": "{name} viene del entorno y no se puede cambiar aquí",
  "admin.join_title": "Crear su cuenta",
  "admin.join_explained": "Tiene una invitación a {instance}. Elija un nombre y una contraseña.",
  "admin.password_title": "Elegir una contraseña",
  "admin.password_explained": "Para la cuenta {name} en {instance}. Se cerrará su sesión en todas partes.",
  "admin.link_used_reason": "Este enlace ya se ha usado o es demasiado antiguo. Pida otro a la administración.",
  "admin.pages": "Páginas de administración",
  "admin.search_users": "Buscar por nombre",
  "admin.search": "Buscar",
  "admin.active": "Activa",
  "admin.disabled": "Desactivada",
  "admin.new_user": "Nueva cuenta",
  "admin.new_user_explained":
    "Obtendrá un enlace para la persona, que elegirá con él su contraseña. Sirve una vez, durante siete días.",
  "admin.invite": "Invitar con un enlace",
  "admin.invite_explained": "O cree un enlace con el que la persona elija también su nombre.",
  "admin.invite_role": "Rol de la persona invitada",
  "admin.link_for": "Enlace para {name}. Sirve una vez, hasta el {date}:",
  "admin.invitation_link": "Invitación. Sirve una vez, hasta el {date}:",
  "admin.copy": "Copiar",
  "admin.copied": "Copiado.",
  "admin.manage": "Gestionar {name}",
  "admin.no_users": "No se ha encontrado ninguna cuenta.",
  "admin.user_facts": "{pictures} fotos en {sequences} secuencias, {bytes}. Cuenta desde el {date}.",
  "admin.logs_in_as": "Inicia sesión como {login}.",
  "admin.has_no_password": "No tiene contraseña.",
  "admin.disable": "Desactivar la cuenta",
  "admin.enable": "Activar la cuenta",
  "admin.disable_question":
    "¿Desactivar {name}? Se cierra su sesión, no podrá iniciarla y sus tokens se rechazan. Sus fotos se quedan.",
  "admin.password_link": "Enlace para elegir una nueva contraseña",
  "admin.end_sessions": "Terminar todas las sesiones y tokens",
  "admin.end_sessions_question":
    "¿Cerrar la sesión de {name} en todas partes? Los programas necesitarán nuevos tokens.",
  "admin.no_sessions": "Sin sesiones abiertas.",
  "admin.quota_explained": "Vacío: según los ajustes. 0: sin límite.",
  "admin.max_pictures": "Máximo de fotos",
  "admin.max_megabytes": "Máximo de megabytes",
};
