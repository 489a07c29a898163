export const GERMAN: Record<string, string> = {
  // Feed of collections

  // Reading

  // Searching and listing

  // Editing

  // Pages of the instance

  // Annotations

  // Reports
  "Impossible to parse parameters": "Die Parameter können nicht gelesen werden",
  // Excluded areas

  // Transfers

  // Map and figures
};
