/** Values that a test cannot go on without, and lists whose length is known. */
import assert from "node:assert/strict";

/**
 * The value itself.
 * @param name what is missing, for the failure
 * @throws AssertionError when it is undefined or null
 */
export function present<T>(value: T | undefined | null, name = "a value"): T {
  assert.ok(value !== undefined && value !== null, `${name} is missing`);
  return value;
}

/** A list of `Length` elements, if the type checker knows how many; else a list of any length. */
export type ListOf<T, Length extends number, Made extends T[] = []> = number extends Length ? T[]
  : Made["length"] extends Length ? Made
  : ListOf<T, Length, [...Made, T]>;

/**
 * What the first group of a pattern matches in a text.
 * @throws AssertionError with the text when it does not match
 */
export function capture(pattern: RegExp, text: string): string {
  return present(pattern.exec(text)?.[1], `${pattern} in ${text}`);
}
