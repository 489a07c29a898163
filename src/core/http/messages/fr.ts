export const FRENCH: Record<string, string> = {
  // Feed of collections

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
};
