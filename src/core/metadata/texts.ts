/** The texts of the reader, in the language of the uploader. */
import { LANGUAGES, Message, type MessageKey, translate } from "../messages/mod.ts";

/** The name of a text of the reader. */
export type TextKey = Extract<MessageKey, `metadata.${string}`>;

/**
 * A text in a language.
 * @param language BCP 47, such as `fr-FR`; English if it is not supported
 * @param values for each `{name}` in the text
 */
export function text(language: string, key: TextKey, values: Record<string, string> = {}): string {
  const wanted = language.toLowerCase().replace(/-.*$/, "");
  return translate(new Message(key, values), LANGUAGES.find((known) => known === wanted) ?? "en");
}
