export const FRENCH: Record<string, string> = {
  // Feed of collections

  // Pages of accounts
  "Main page": "Accueil",
  "Too many people log in just now, try again soon": "Trop de personnes se connectent en ce moment, réessayez bientôt",

  // Reading

  // Searching and listing

  // Editing

  // Pages of the instance

  // Annotations

  // Reports
  "Impossible to parse parameters": "Impossible de lire les paramètres",

  // Excluded areas

  // Transfers

  // Map and figures

  // Accounts and logins
  "Impossible to change the account": "Impossible de modifier le compte",
  "Impossible to find token": "Impossible de trouver le jeton",
  "Impossible to find user": "Impossible de trouver le compte",
  "Impossible to finish authentication flow": "Impossible de terminer la connexion",
  "No search parameter given, you should provide `q=<pattern>` as query parameter":
    "Aucun texte à chercher : indiquez le paramètre `q=<texte>`",
  "OpenStreetMap did not say who logged in": "OpenStreetMap n’a pas dit qui s’est connecté",
  "Somebody has to stay administrator": "Il doit rester un compte d’administration",
  "The identity provider cannot be reached": "Le fournisseur d’identité est injoignable",
  "The identity provider sent no ID token": "Le fournisseur d’identité n’a pas envoyé de jeton d’identité",
  "The instance is read only for the moment, no modification are authorized":
    "L’instance est en lecture seule pour le moment, aucune modification n’est possible",
  "The logged-only visibility is not allowed on this instance since anybody can create an account":
    "La visibilité logged-only n’est pas possible sur cette instance, puisque tout le monde peut y créer un compte",
  "This instance is read only: nobody new can register":
    "Cette instance est en lecture seule : personne ne peut s’y inscrire",
  "This login was not begun here, or too long ago, or is finished already":
    "Cette connexion n’a pas été commencée ici, ou il y a trop longtemps, ou elle est déjà terminée",
  "Token already claimed by another account": "Le jeton appartient déjà à un autre compte",
  "Too many tokens were generated from here": "Trop de jetons ont été créés d’ici",
  "Try to log in again. If that does not help, clear the cookies of this site, or contact the administrator of the instance":
    "Essayez de vous reconnecter. Si cela ne suffit pas, supprimez les cookies de ce site, ou contactez l’administration de l’instance",
  "You are now logged in the CLI, you can upload your pictures":
    "Le programme est maintenant connecté à votre compte, vous pouvez envoyer vos photos",
  "You need to accept the terms of service before uploading any pictures":
    "Vous devez accepter les conditions d’utilisation avant d’envoyer des photos",
  "You need to accept the terms of service before uploading any pictures. You can do so by validating them here: {page}":
    "Vous devez accepter les conditions d’utilisation avant d’envoyer des photos. Vous pouvez le faire ici : {page}",
  "authentication is not activated on this instance": "la connexion n’est pas activée sur cette instance",
};
