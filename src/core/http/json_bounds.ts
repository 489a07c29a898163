/**
 * What JSON from callers may be like: bounded in depth, number and length. JSON of a few kB can be
 * nested so deeply that the database or the program runs out of stack. Every JSON text of a caller is parsed here.
 */
import { type Message, message } from "../messages/mod.ts";
import { ApiError } from "./errors.ts";

/** The most that a JSON value may hold, checked while it is read. */
export interface JsonBounds {
  /** Of lists and objects inside each other. */
  depth: number;
  /** Of everything together: numbers, texts, lists, objects, keys. */
  values: number;
  /** Characters of one text or key. */
  textLength: number;
}

/** The bounds of every body that does not say otherwise. */
export const JSON_BOUNDS: JsonBounds = { depth: 64, values: 100_000, textLength: 65_536 };

/**
 * Parses JSON and checks its bounds.
 * @throws SyntaxError for what is not JSON, ApiError 400 for what is out of bounds
 */
export function parseBoundedJson(text: string, bounds: Partial<JsonBounds> = {}): unknown {
  const value: unknown = JSON.parse(text);
  checkJsonBounds(value, bounds);
  return value;
}

/**
 * Refuses a value that was parsed from JSON and is out of bounds. It takes no more stack for deep values.
 * @throws ApiError 400
 */
export function checkJsonBounds(value: unknown, given: Partial<JsonBounds> = {}): void {
  const bounds = { ...JSON_BOUNDS, ...given };
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  let count = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (++count > bounds.values) throw refusal(message("http.json_too_many_values", { count: bounds.values }));
    const { value, depth } = next;
    if (typeof value === "string") checkText(value, bounds);
    // JSON.parse makes 1e400 infinite.
    else if (typeof value === "number" && !Number.isFinite(value)) {
      throw refusal(message("http.json_number_too_large"));
    }
    if (typeof value !== "object" || value === null) continue;
    if (depth >= bounds.depth) throw refusal(message("http.json_too_deep", { depth: bounds.depth }));
    const isList = Array.isArray(value);
    for (const [key, member] of Object.entries(value)) {
      if (!isList) {
        count++;
        checkText(key, bounds);
      }
      waiting.push({ value: member, depth: depth + 1 });
    }
  }
}

function checkText(text: string, { textLength }: JsonBounds): void {
  if (text.length > textLength) throw refusal(message("http.text_too_long", { length: textLength }));
}

function refusal(text: Message): ApiError {
  return new ApiError(400, text);
}
