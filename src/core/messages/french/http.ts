import type { HTTP as ENGLISH } from "../english/http.ts";

export const HTTP: Record<keyof typeof ENGLISH, string> = {
  "http.try_again_soon": "Le serveur ne peut pas le faire en ce moment. Réessayez bientôt",
  "http.nested_too_deeply": "Une partie de la requête est trop imbriquée",
};
