export const FRENCH: Record<string, string> = {
  "Administration": "Administration",
  "Main navigation": "Navigation principale",
  "Map": "Carte",
  "My pictures": "Mes photos",
  "Skip to the content": "Aller au contenu",
  "The map needs JavaScript.": "La carte a besoin de JavaScript.",
  "There are no pictures yet.": "Il n’y a pas encore de photos.",
  "Upload": "Envoyer",
  "Upload the first ones": "Envoyer les premières",
};
