/** The texts of the reader, in the language of whoever sent the picture. */
import { LANGUAGES, Message, type MessageKey, translate } from "../messages/mod.ts";

/** The name of a text of the reader. */
export type TextKey = Extract<MessageKey, `metadata.${string}`>;

/**
 * A text in a language.
 * @param language BCP 47, such as `fr-FR`; English when it is none of ours
 * @param values what `{name}` in the text stands for
 */
export function text(language: string, key: TextKey, values: Record<string, string> = {}): string {
  const wanted = language.toLowerCase().replace(/-.*$/, "");
  return translate(new Message(key, values), LANGUAGES.find((known) => known === wanted) ?? "en");
}
