/** JSON as Python's `json.dumps` writes it, which is not always JSON (RFC 8259): NaN and Infinity may stand bare. */

/** A string is matched whole, so that what looks like a number inside it stays. */
const STRING_OR_CONSTANT = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;

/**
 * Parses it; what is not a number becomes null. Texts lose what PostgreSQL cannot keep: U+0000 and lone surrogates.
 * @throws SyntaxError
 */
export function parsePythonJson(text: string): unknown {
  const json = text.replace(STRING_OR_CONSTANT, (token) => token.startsWith('"') ? token : "null");
  return storable(JSON.parse(json));
}

function storable(value: unknown): unknown {
  if (typeof value === "string") return storableText(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), storable(inner)]));
}

function storableText(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}
