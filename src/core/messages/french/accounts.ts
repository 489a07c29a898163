import type { ACCOUNTS as ENGLISH } from "../english/accounts.ts";

/** Texts of logins, accounts and tokens, in French. */
export const ACCOUNTS: Record<keyof typeof ENGLISH, string> = {
  "accounts.too_many_logins": "Trop de tentatives de connexion, réessayez dans {seconds} s",
  "accounts.name_missing": "Le compte doit avoir un nom",
  "accounts.name_too_long": "Le nom peut avoir au plus {length} caractères",
  "accounts.name_has_control_characters": "Le nom ne doit pas contenir de caractères de contrôle",
  "accounts.password_too_short": "Le mot de passe doit avoir au moins {length} caractères",
  "accounts.password_too_long": "Le mot de passe peut avoir au plus {length} caractères",
  "accounts.password_is_name": "Le mot de passe ne doit pas être le nom du compte",
  "accounts.password_common": "Le mot de passe est l’un des plus courants, que les attaquants essaient en premier",
  "accounts.foreign_next_url":
    "Le paramètre `next_url` mène à un autre site que cette instance et son site web (voir API_WEBSITE_URL)",
  "accounts.cannot_change": "Impossible de modifier le compte",
  "accounts.unknown_token": "Impossible de trouver le jeton",
  "accounts.unknown_user": "Impossible de trouver le compte",
  "accounts.login_unfinished": "Impossible de terminer la connexion",
  "accounts.login_tips":
    "Essayez de vous reconnecter. Si cela ne suffit pas, supprimez les cookies de ce site, ou contactez l’administration de l’instance",
  "accounts.login_not_started":
    "Cette connexion n’a pas été commencée ici, ou il y a trop longtemps, ou elle est déjà terminée",
  "accounts.no_new_accounts": "Cette instance est en lecture seule : personne ne peut s’y inscrire",
  "accounts.search_text_missing": "Aucun texte à chercher : indiquez le paramètre `q=<texte>`",
  "accounts.osm_sent_no_name": "OpenStreetMap n’a pas dit qui s’est connecté",
  "accounts.last_administrator": "Il doit rester un compte d’administration qui peut se connecter",
  "accounts.account_disabled": "Ce compte est désactivé ; demandez à l’administration de cette instance",
  "accounts.provider_unreachable": "Le fournisseur d’identité est injoignable",
  "accounts.no_id_token": "Le fournisseur d’identité n’a pas envoyé de jeton d’identité",
  "accounts.read_only": "L’instance est en lecture seule pour le moment, aucune modification n’est possible",
  "accounts.logged_only_not_allowed":
    "La visibilité logged-only n’est pas possible sur cette instance, puisque tout le monde peut y créer un compte",
  "accounts.token_of_another": "Le jeton appartient déjà à un autre compte",
  "accounts.too_many_tokens": "Trop de jetons ont été créés d’ici",
  "accounts.cli_logged_in": "Le programme est maintenant connecté à votre compte, vous pouvez envoyer vos photos",
  "accounts.accept_terms": "Vous devez accepter les conditions d’utilisation avant d’envoyer des photos",
  "accounts.accept_terms_there":
    "Vous devez accepter les conditions d’utilisation avant d’envoyer des photos. Vous pouvez le faire ici : {page}",
  "accounts.logins_off": "la connexion n’est pas activée sur cette instance",
  "accounts.too_many_at_once": "Trop de personnes se connectent en ce moment, réessayez bientôt",
  "accounts.not_json": "La modification d’un compte doit être du JSON valide",
  "accounts.authentication_mandatory": "Vous devez vous connecter",
  "accounts.no_login_possible": "La connexion n’est pas activée sur cette instance, il est impossible de se connecter.",
  "accounts.foreign_page":
    "Les pages de {origin} ne peuvent pas faire cela avec votre connexion. S’il s’agit du site web de cette instance, réglez API_WEBSITE_URL ; derrière un proxy inverse, réglez PUBLIC_URL",
  "accounts.token_invalid": "Jeton non valide",
  "accounts.token_not_bearer": "Seuls les jetons Bearer sont acceptés",
  "accounts.token_gone": "Le jeton n’existe plus",
  "accounts.token_not_claimed":
    "Ce jeton n’appartient encore à personne et ne peut pas être utilisé. Associez-le à votre compte, ou créez-en un autre",
  "accounts.token_unreadable": "Impossible de décoder le jeton",
  "accounts.token_signature": "La signature du jeton JWT ne correspond pas",
  "accounts.no_secret_key":
    "Aucune SECRET_KEY n’est définie pour cette instance (variable d’environnement FLASK_SECRET_KEY), la connexion est impossible. Contactez l’administration de l’instance si vous en avez besoin.",
  "accounts.administrators_only": "Vous n’avez pas le droit de gérer les comptes",
  "accounts.unknown_session": "Cette session est déjà terminée",
  "accounts.scope_missing": "Ce jeton ne permet pas cela : il lui manque le droit {scope}",
  "accounts.session_needed": "Cela demande une connexion dans un navigateur, pas un jeton",
  "accounts.factors_locked": "Connectez-vous avec votre second facteur ou votre clé d’accès pour modifier cela",
  "accounts.second_factor_needed":
    "L’administration de cette instance demande un second facteur. Configurez-en un ici : {page}",
  "accounts.second_factor_stays":
    "L’administration de cette instance demande un second facteur : ajoutez une clé d’accès avant de désactiver les codes",
  "accounts.passkey_refused": "La clé d’accès n’a pas été acceptée",
  "accounts.passkey_taken": "Cette clé d’accès est déjà enregistrée",
  "accounts.unknown_passkey": "Clé d’accès introuvable",
  "accounts.too_many_passkeys": "Le compte a trop de clés d’accès",
  "accounts.passkeys_need_host_name":
    "Les clés d’accès ne fonctionnent que si l’adresse du serveur est un nom, pas une adresse IP",
  "accounts.wrong_password": "Mot de passe incorrect",
  "accounts.no_default_account": "Aucun compte par défaut n’est défini, contactez l’administration de l’instance",
};
