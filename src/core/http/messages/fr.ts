export const FRENCH: Record<string, string> = {
  "A picture with the same ID already exists": "Une image avec le même identifiant existe déjà",
  "A sequence with the same ID already exists": "Une séquence avec cet ID existe déjà",
  "Impossible to parse picture metadata": "Impossible de lire les métadonnées de la photo",

  // Feed of collections
  "GeoVisio collections": "Collections GeoVisio",
  "GeoVisio logo": "Logo GeoVisio",
  "JSON metadata": "Métadonnées JSON",
  "List of collections from this GeoVisio server": "Liste des collections de ce serveur GeoVisio",
  'Sequence "{title}" by "{account}" was captured on {date}.':
    "La séquence « {title} » de « {account} » a été prise le {date}.",
  "View on the map": "Voir sur la carte",

  // Pages of accounts
  "Main page": "Accueil",
  "Too many people log in just now, try again soon": "Trop de personnes se connectent en ce moment, réessayez bientôt",

  // Reading
  "Picture can't be found, you may check its ID": "La photo est introuvable, vérifiez son identifiant",
  "Picture is not available (currently in processing)": "La photo n’est pas disponible (traitement en cours)",
  "Impossible to find a thumbnail for the collection": "Impossible de trouver une vignette pour la collection",

  // Searching and listing
  "Parameter ids should be a JSON array of strings": "Le paramètre ids doit être une liste JSON de textes",
  "Parameter collections should be a JSON array of strings":
    "Le paramètre collections doit être une liste JSON de textes",
  "Unsupported filter parameter": "Ce filtre n’est pas pris en charge",

  // Editing
  "You're not authorized to edit this picture": "Vous n’êtes pas autorisé à modifier cette photo",
  "You're not authorized to add picture to this collection":
    "Vous n’êtes pas autorisé à ajouter des photos à cette collection",
  "The collection has been deleted, impossible to add pictures to it":
    "La collection a été supprimée, il est impossible d’y ajouter des photos",
  "There is already a picture with the same index in the sequence":
    "Il y a déjà une photo à cette position dans la séquence",
  "No picture file was sent": "Aucun fichier photo n’a été envoyé",
  "Picture file is either missing or in an unsupported format (should be jpg)":
    "Le fichier photo manque ou son format n’est pas pris en charge (attendu : jpg)",
  'Missing "position" parameter': "Le paramètre « position » manque",
  "Position in sequence should be a positive integer": "La position dans la séquence doit être un entier positif",
  "Tiles are not available for flat pictures": "Il n’y a pas de tuiles pour les photos planes",

  // Pages of the instance

  // Annotations
  "Annotation {id} not found": "Annotation {id} introuvable",
  "Picture {id} wasn't found in database": "La photo {id} n’existe pas dans la base de données",

  // Reports
  "Impossible to parse parameters": "Impossible de lire les paramètres",

  // Excluded areas
  "Picture is located within an excluded area": "La photo se trouve dans une zone exclue",
  "The picture is located within a general excluded area.":
    "La photo se trouve dans une zone exclue pour tout le monde.",
  "The picture is located within one of your own excluded area.": "La photo se trouve dans l’une de vos zones exclues.",

  // Transfers

  // Map and figures
  "Z parameter is out of bounds (should be 0-15)": "Le paramètre Z est hors limites (de 0 à 15)",
  "You're not authorized to read instance stats": "Vous n’avez pas le droit de lire les statistiques de l’instance",
  "Collection {id} wasn't found in database": "La collection {id} n’existe pas dans la base de données",
  "UploadSet {id} does not exist": "Le lot d’envoi {id} n’existe pas",

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
