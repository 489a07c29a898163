import type { HTTP as ENGLISH } from "../english/http.ts";

export const HTTP: Record<keyof typeof ENGLISH, string> = {
  "http.not_found": "Introuvable",
  "http.try_again_soon": "Le serveur ne peut pas le faire en ce moment. Réessayez bientôt",
  "http.nested_too_deeply": "Une partie de la requête est trop imbriquée",
  "http.value_refused": "Une valeur de la requête est hors limites, trop longue ou impossible à enregistrer",
  "http.path_too_long": "Le chemin de l’adresse est trop long",
  "http.bad_query": "Les paramètres de l’adresse ne sont pas valides",
  "http.not_json": "Le corps de la requête n’est pas du JSON valide",
  "http.body_too_large": "Le corps de la requête dépasse {bytes} octets",
  "http.json_too_many_values": "La requête contient plus de {count} valeurs",
  "http.json_too_deep": "La requête est imbriquée sur plus de {depth} niveaux",
  "http.json_number_too_large": "Un nombre de la requête est trop grand",
  "http.text_too_long": "Un texte de la requête dépasse {length} caractères",
  "http.null_character": "Un texte de la requête contient un caractère nul",
  "http.not_a_form": "Le corps de la requête n’est pas un formulaire valide",
  "http.not_multipart": "Le formulaire n’est pas du multipart/form-data valide",
  "http.connection_cut": "La connexion a été coupée avant la fin du formulaire",
  "http.unknown_host": "Ce serveur ne répond pas pour {host}. Ajoutez-le à API_ALLOWED_HOSTS ou définissez PUBLIC_URL",
  "http.body_too_slow": "Le corps de la requête est arrivé trop lentement",
  "http.length_required": "Ce serveur limite les envois : les requêtes doivent indiquer Content-Length",
  "http.too_much": "Trop de requêtes, réessayez dans {seconds} s",
};
