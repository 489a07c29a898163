/**
 * Lists and language alternatives as one text: `['first', 'second']`, `{'lang="fr"': 'Titre'}`.
 * geovisio stores them in this form, and so databases and clients that come from it know it.
 */

/** Writes a list. */
export function listText(values: readonly string[]): string {
  return `[${values.map(quote).join(", ")}]`;
}

/** Writes a text in several languages, by BCP 47 tag. */
export function languagesText(values: ReadonlyMap<string, string>): string {
  return `{${[...values].map(([language, text]) => `${quote(`lang="${language}"`)}: ${quote(text)}`).join(", ")}}`;
}

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character).replaceAll(
    mark,
    mark === "'" ? "\\'" : mark,
  );
  return mark + escaped + mark;
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
