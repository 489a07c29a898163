export const FRENCH: Record<string, string> = {
  "A picture with the same ID already exists": "Une image avec le même identifiant existe déjà",
  "A sequence with the same ID already exists": "Une séquence avec cet ID existe déjà",
  "Impossible to parse picture metadata": "Impossible de lire les métadonnées de la photo",
};
