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

  // Accounts and logins
  "Impossible to change the account": "A fiók nem módosítható",
  "Impossible to find token": "A token nem található",
  "Impossible to find user": "A fiók nem található",
  "Impossible to finish authentication flow": "A bejelentkezés nem fejezhető be",
  "No search parameter given, you should provide `q=<pattern>` as query parameter":
    "Nincs megadva, mit keressek: hiányzik a `q=<szöveg>` paraméter",
  "Somebody has to stay administrator": "Maradnia kell egy rendszergazdának",
  "The identity provider cannot be reached": "Az azonosítási szolgáltató nem érhető el",
  "The logged-only visibility is not allowed on this instance since anybody can create an account":
    "A logged-only láthatóság ezen a példányon nem engedélyezett, mert bárki létrehozhat fiókot",
  "Token already claimed by another account": "A token már egy másik fiókhoz tartozik",
  "Too many people log in just now, try again soon": "Most túl sokan jelentkeznek be, próbálja újra később",
  "Too many tokens were generated from here": "Innen túl sok tokent kértek",
  "You are now logged in the CLI, you can upload your pictures":
    "A program most már a fiókjához kapcsolódik, feltöltheti a képeit",
  "You need to accept the terms of service before uploading any pictures":
    "Képek feltöltése előtt el kell fogadnia a felhasználási feltételeket",
  "You need to accept the terms of service before uploading any pictures. You can do so by validating them here: {page}":
    "Képek feltöltése előtt el kell fogadnia a felhasználási feltételeket. Itt teheti meg: {page}",
};
