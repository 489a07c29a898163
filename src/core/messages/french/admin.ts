import type { ADMIN as ENGLISH } from "../english/admin.ts";

/** Texts of administration: accounts, settings, backups, health; in French. */
export const ADMIN: Record<keyof typeof ENGLISH, string> = {
  "admin.name_taken": "Un autre compte porte ce nom",
  "admin.no_passwords_here":
    "On ne se connecte pas à cette instance avec un mot de passe : c’est le fournisseur d’identité qui crée les comptes",
  "admin.cannot_log_in": "Ce compte ne peut pas se connecter",
  "admin.quota_pictures_reached":
    "Votre compte peut avoir {max} photos et n’a plus de place. Supprimez-en, ou adressez-vous à l’administration",
  "admin.quota_bytes_reached":
    "Votre compte peut avoir {max} octets de photos et en a {used} : celle-ci n’y tient plus. Supprimez-en, ou adressez-vous à l’administration",
  "admin.settings_administrators_only": "Vous n’avez pas le droit de modifier les paramètres",
  "admin.settings_refused": "Impossible de modifier les paramètres",
  "admin.setting_locked": "{name} est fixé par l’environnement et ne peut pas être modifié ici",
  "admin.join_title": "Créer votre compte",
  "admin.join_explained": "Vous avez une invitation pour {instance}. Choisissez un nom et un mot de passe.",
  "admin.password_title": "Choisir un mot de passe",
  "admin.password_explained": "Pour le compte {name} sur {instance}. Partout où il est connecté, il sera déconnecté.",
  "admin.link_used_reason": "Ce lien a déjà servi, ou est trop ancien. Demandez-en un autre à l’administration.",
  "admin.pages": "Pages d’administration",
  "admin.search_users": "Chercher par nom",
  "admin.search": "Chercher",
  "admin.active": "Actif",
  "admin.disabled": "Désactivé",
  "admin.new_user": "Nouveau compte",
  "admin.new_user_explained":
    "Vous obtenez un lien à envoyer à la personne, qui choisira ainsi son mot de passe. Il sert une seule fois, pendant sept jours.",
  "admin.invite": "Inviter par un lien",
  "admin.invite_explained": "Ou créez un lien avec lequel la personne choisit aussi son nom.",
  "admin.invite_role": "Rôle de la personne invitée",
  "admin.link_for": "Lien pour {name}. Il sert une fois, jusqu’au {date} :",
  "admin.invitation_link": "Invitation. Elle sert une fois, jusqu’au {date} :",
  "admin.copy": "Copier",
  "admin.copied": "Copié.",
  "admin.manage": "Gérer {name}",
  "admin.no_users": "Aucun compte trouvé.",
  "admin.user_facts": "{pictures} photos dans {sequences} séquences, {bytes}. Compte créé le {date}.",
  "admin.logs_in_as": "Se connecte sous le nom {login}.",
  "admin.has_no_password": "N’a pas de mot de passe.",
  "admin.disable": "Désactiver le compte",
  "admin.enable": "Réactiver le compte",
  "admin.disable_question":
    "Désactiver {name} ? Le compte est déconnecté, ne peut plus se connecter, et ses jetons sont refusés. Ses photos restent.",
  "admin.password_link": "Lien pour choisir un nouveau mot de passe",
  "admin.end_sessions": "Terminer toutes les sessions et tous les jetons",
  "admin.end_sessions_question": "Déconnecter {name} partout ? Les programmes auront besoin de nouveaux jetons.",
  "admin.no_sessions": "Aucune session ouverte.",
  "admin.quota_explained": "Vide : selon les paramètres. 0 : sans limite.",
  "admin.max_pictures": "Nombre maximal de photos",
  "admin.max_megabytes": "Nombre maximal de mégaoctets",
};
