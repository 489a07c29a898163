/** Texts with values in them, such as `Annotation {id} not found`: the values stay, the words around them are translated. */

export interface Template {
  /** The English text, with a group for each value. */
  pattern: RegExp;
  translation: string;
}

const PLACE = /\{(\w+)\}/g;
/** What is longer is no message of ours. */
const LONGEST_TEXT = 1000;

/** Those of the texts that have places for values. */
export function templatesOf(texts: Record<string, string>): Template[] {
  return Object.entries(texts).filter(([text]) => text.search(PLACE) >= 0).map(([text, translation]) => {
    const escaped = text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(PLACE, "(?<$1>.+)");
    return { pattern: new RegExp(`^${escaped}$`), translation };
  });
}

/** The translation of the first template that fits; undefined when none does. */
export function translateByTemplate(text: string, templates: Template[]): string | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  for (const { pattern, translation } of templates) {
    const values = pattern.exec(text)?.groups;
    if (values) return translation.replaceAll(PLACE, (_, name) => values[name] ?? "");
  }
  return undefined;
}
