/** The `limit` parameter and other whole numbers of a query. */

/** The whole number that a value stands for (text or JSON number); undefined for anything else. */
export function readWholeNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  if (typeof value !== "string" || !/^\s*[+-]?\d{1,15}\s*$/.test(value)) return undefined;
  return Number(value);
}

/** What a limit may be, and what is said of any other. */
export interface LimitRule<Default> {
  max: number;
  /** More than the maximum is the maximum (OGC API Features, 7.15.2), instead of out of range. */
  isCapped?: boolean;
  /** When none is given, or an empty one. */
  fallback: Default;
  notANumber: () => Error;
  outOfRange: () => Error;
}

/** Reads a limit: a whole number from 1 to the rule's maximum. */
export function readLimit<Default>(value: unknown, rule: LimitRule<Default>): number | Default {
  if (value === undefined || value === null || value === "") return rule.fallback;
  const limit = readWholeNumber(value);
  if (limit === undefined) throw rule.notANumber();
  if (limit < 1 || (limit > rule.max && !rule.isCapped)) throw rule.outOfRange();
  return Math.min(limit, rule.max);
}
