/** Languages that the server speaks, as codes of ISO 639-1. The types ask for every text in the first two. */
export const LANGUAGES = ["en", "fr", "de", "es", "hu"] as const;

/** Code of a language that the server speaks (ISO 639-1). */
export type Language = (typeof LANGUAGES)[number];

/** What each language is called by those who speak it. */
export const LANGUAGE_NAMES = {
  en: "English",
  fr: "Français",
  de: "Deutsch",
  es: "Español",
  hu: "Magyar",
} as const satisfies Record<Language, string>;
