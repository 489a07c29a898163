/** The databases that tests run on. */

export type DatabaseKind = "native" | "embedded";

export const ALL_KINDS: readonly DatabaseKind[] = ["native", "embedded"];

/** As names of tests have them. */
export const KIND_NAMES: Record<DatabaseKind, string> = {
  native: "native PostgreSQL",
  embedded: "embedded database",
};

/**
 * Whether tests run on it: on native PostgreSQL when `TEST_DB_URL` (a superuser's URL) is set, and on the embedded database; of
 * these only on the one that `TEST_DATABASE` names, for tests that take long and depend little on the database.
 */
export function isAtHand(kind: DatabaseKind): boolean {
  const only = Deno.env.get("TEST_DATABASE");
  return (!only || only === kind) && (kind === "embedded" || Deno.env.has("TEST_DB_URL"));
}
