/**
 * Values as clients send them: numbers and booleans may come as text. The wording of the refusals is part of the API
 * (clients and their tests compare it).
 */
import { z } from "@hono/zod-openapi";

type Refine<T> = (value: unknown, refuse: (message: string) => never) => T;

/** Characters of a text that sets no limit. */
const LONGEST_TEXT = 10_000;

/** Marks the issue of a value that was not given at all. */
export const MISSING = { missing: true };

function lax<T>(read: Refine<T>, documentation: Record<string, unknown>) {
  return z.unknown().transform((value, context): T => {
    const refused = Symbol();
    try {
      if (value === undefined) {
        context.addIssue({ code: "custom", message: "Field required", params: MISSING });
        return z.NEVER;
      }
      return read(value, (message) => {
        context.addIssue({ code: "custom", message });
        throw refused;
      });
    } catch (error) {
      if (error === refused) return z.NEVER;
      throw error;
    }
  }).openapi(documentation);
}

/** Text; numbers and booleans are not turned into text. @param limits characters at most; bounded also when not given */
export function text({ max = LONGEST_TEXT }: { max?: number } = {}) {
  return lax((value, refuse) => {
    if (typeof value !== "string") return refuse("Input should be a valid string");
    if (value.length > max && [...value].length > max) return refuse(`String should have at most ${max} characters`);
    // No text of PostgreSQL can hold it.
    if (value.includes("\0")) return refuse("String should not have null characters");
    return value;
  }, { type: "string", maxLength: max });
}

/** A whole number: `12`, `12.0` and `"12"` are the same. */
export function integer(limits: { min?: number; max?: number } = {}) {
  return lax((value, refuse) => {
    const number = typeof value === "string"
      ? parseInteger(value, refuse)
      : typeof value === "boolean"
      ? +value
      : value;
    if (typeof number !== "number") return refuse("Input should be a valid integer");
    if (!Number.isInteger(number)) {
      return refuse("Input should be a valid integer, got a number with a fractional part");
    }
    return within(number, limits, refuse);
  }, { type: "integer", ...documented(limits) });
}

function parseInteger(value: string, refuse: (message: string) => never): number {
  if (/^\s*[+-]?\d+(\.0+)?\s*$/.test(value)) return Number(value);
  return refuse("Input should be a valid integer, unable to parse string as an integer");
}

/** A number, also as text. */
export function number(limits: { min?: number; max?: number } = {}) {
  return lax((value, refuse) => {
    const parsed = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof parsed === "string" || Number.isNaN(parsed)) {
      return refuse("Input should be a valid number, unable to parse string as a number");
    }
    if (typeof parsed !== "number") return refuse("Input should be a valid number");
    return within(parsed, limits, refuse);
  }, { type: "number", ...documented(limits) });
}

/** A boolean, also as one of the usual words. */
export function boolean() {
  return lax((value, refuse) => {
    const word = String(value).toLowerCase();
    if (["true", "t", "1", "yes", "y", "on"].includes(word)) return true;
    if (["false", "f", "0", "no", "n", "off"].includes(word)) return false;
    return refuse("Input should be a valid boolean, unable to interpret input");
  }, { type: "boolean" });
}

/** One of a list of words. */
export function word<const T extends string>(...words: T[]) {
  const quoted = words.map((value) => `'${value}'`);
  const listed = quoted.length > 1 ? `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}` : quoted[0];
  return lax((value, refuse) => words.find((known) => known === value) ?? refuse(`Input should be ${listed}`), {
    type: "string",
    enum: words,
  });
}

/** A JSON object, kept as it is. */
export function dictionary() {
  return lax((value, refuse) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return refuse("Input should be a valid dictionary");
    }
    // Checked above.
    return value as Record<string, unknown>;
  }, { type: "object", additionalProperties: true });
}

/** A UUID in its usual form (RFC 9562), in lower case. */
export function uuid() {
  return lax((value, refuse) => {
    if (typeof value === "string" && UUID.test(value)) return value.toLowerCase();
    return refuse("Input should be a valid UUID");
  }, { type: "string", format: "uuid" });
}

/** RFC 9562 text form. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A century: intervals of PostgreSQL end somewhere. */
const LONGEST_DURATION = 3_155_760_000;

/** A duration in seconds: a number, `HH:MM:SS`, or ISO 8601 (`PT1M`, `P1D`). */
export function duration() {
  return lax((value, refuse) => {
    const seconds = typeof value === "string"
      ? parseClock(value) ?? parseIsoDuration(value)
      : typeof value === "number" && Number.isFinite(value)
      ? value
      : undefined;
    if (seconds === undefined) return refuse("Input should be a valid timedelta, invalid digit in duration");
    return within(seconds, { min: -LONGEST_DURATION, max: LONGEST_DURATION }, refuse);
  }, { type: "number", description: "seconds, HH:MM:SS or an ISO 8601 duration" });
}

function parseClock(value: string): number | undefined {
  const parts = /^(-?)(\d+):([0-5]\d)(?::([0-5]\d(?:\.\d+)?))?$/.exec(value);
  if (!parts) return undefined;
  const [, sign, hours, minutes, seconds = "0"] = parts;
  return (sign ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

function parseIsoDuration(value: string): number | undefined {
  const parts = /^(-?)P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(value);
  if (!parts) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(2).map((part) => Number(part ?? 0));
  return (parts[1] ? -1 : 1) * (weeks * 604800 + days * 86400 + hours * 3600 + minutes * 60 + seconds);
}

function within(
  value: number,
  { min, max }: { min?: number; max?: number },
  refuse: (message: string) => never,
): number {
  if (min !== undefined && value < min) return refuse(`Input should be greater than or equal to ${min}`);
  if (max !== undefined && value > max) return refuse(`Input should be less than or equal to ${max}`);
  return value;
}

function documented({ min, max }: { min?: number; max?: number }) {
  return { ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) };
}
