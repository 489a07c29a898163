/** Texts of the stores of files, in English. */
export const STORAGE = {
  "storage.no_room": "The server has no room left. Ask its administrator to make some, then try again.",
} as const;
