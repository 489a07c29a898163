/** JSON as Python's `json.dumps` writes it, which is not always JSON (RFC 8259): NaN and Infinity may stand bare. */

/** A string is matched whole, so that what looks like a number inside it stays. */
const STRING_OR_CONSTANT = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;

/** Levels of arrays and objects: with many more, PostgreSQL's parser of JSON would run out of stack. */
const DEEPEST = 64;

/** JSON that is nested too deeply. */
export class NestingError extends RangeError {
  override name = "NestingError";
}

/**
 * Parses it; what is not a number becomes null. Texts lose what PostgreSQL cannot keep: U+0000 and lone surrogates.
 * @throws SyntaxError; NestingError for more than 64 levels
 */
export function parsePythonJson(text: string): unknown {
  const json = text.replace(STRING_OR_CONSTANT, (token) => token.startsWith('"') ? token : "null");
  return storable(JSON.parse(json), DEEPEST);
}

function storable(value: unknown, levels: number): unknown {
  if (typeof value === "string") return storableText(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "object" || value === null) return value;
  if (levels === 0) throw new NestingError("JSON is nested too deeply");
  if (Array.isArray(value)) return value.map((inner) => storable(inner, levels - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [storableText(key), storable(inner, levels - 1)]),
  );
}

function storableText(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}
