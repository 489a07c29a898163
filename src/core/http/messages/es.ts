export const SPANISH: Record<string, string> = {
  // Feed of collections

  // Reading

  // Searching and listing

  // Editing

  // Pages of the instance

  // Annotations

  // Reports
  "Impossible to parse parameters": "No se pueden leer los parámetros",
  // Excluded areas

  // Transfers

  // Map and figures
};
