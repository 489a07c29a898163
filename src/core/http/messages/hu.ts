export const HUNGARIAN: Record<string, string> = {
  // Feed of collections

  // Reading

  // Searching and listing

  // Editing

  // Pages of the instance

  // Annotations

  // Reports
  "Impossible to parse parameters": "A paraméterek nem olvashatók",
  // Excluded areas

  // Transfers

  // Map and figures
};
