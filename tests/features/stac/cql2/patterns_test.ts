/** Patterns of LIKE are the only thing in which callers give PostgreSQL work to search with: what is accepted is quick. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { checkPattern, FilterError } from "../../../../src/features/stac/cql2/expression.ts";
import { databaseTest } from "../../../support/databases.ts";

/** Longer than any text that can be searched. */
const TEXT = "a".repeat(65_536);
/** Milliseconds that all patterns together may take. */
const LONGEST = 20_000;
const PATTERNS = 100;

/** Patterns that match almost, so that each wildcard is tried at every place. */
const HOSTILE = [
  "%a%a%a%a%b",
  `%${"a".repeat(49)}b`.repeat(5).slice(0, 256),
  `${"%_".repeat(5)}${"a".repeat(200)}b`,
  `${"_".repeat(255)}%`,
  `%${"_".repeat(250)}b%`,
  String.raw`\%\%\%\%\%\%\%\%%a%a%a%ab`,
];
const random = fc.string({ unit: fc.constantFrom("%", "_", "a", "b", "\\", "é"), maxLength: 256 });

function isAccepted(pattern: string): boolean {
  try {
    checkPattern(pattern);
    return true;
  } catch (error) {
    assert(error instanceof FilterError);
    return false;
  }
}

databaseTest("patterns of LIKE that are accepted are matched in a moment, whatever they are", async (sql) => {
  const patterns = [...HOSTILE, ...fc.sample(random, { numRuns: 20 * PATTERNS, seed: 20_240_501 })].filter(isAccepted);
  assert.ok(HOSTILE.every(isAccepted) && patterns.length > PATTERNS);
  const start = performance.now();
  for (const pattern of patterns.slice(0, PATTERNS)) {
    await sql`SELECT ${TEXT}::text LIKE ${pattern} AS a, ${TEXT}::text ILIKE ${pattern} AS b`;
  }
  assert.ok(performance.now() - start < LONGEST, `${PATTERNS} patterns took ${performance.now() - start} ms`);
});
