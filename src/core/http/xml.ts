/** Writing XML 1.0. */

/** Characters that XML cannot hold, not even escaped (XML 1.0, section 2.2). */
// deno-lint-ignore no-control-regex
const FORBIDDEN = /[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/g;

/** Text as content of an element. */
export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * An element.
 * @param attributes as plain text
 * @param content XML: other elements, or text that is escaped already
 */
export function element(name: string, attributes: Record<string, string>, content: string[]): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    ` ${key}="${escapeXml(value).replaceAll('"', "&quot;")}"`
  );
  return `<${name}${written.join("")}>${content.join("")}</${name}>`;
}
