/** Sequences given on the command line by their ids. */
import type { Sql } from "../core/db/sql.ts";
import { UUID } from "../core/http/lenient_schemas.ts";
import { findUnknownSequences, selectAllSequences, type Selection } from "../features/sequences/mod.ts";
import { CommandError } from "./environment.ts";

/**
 * The ids as the database writes them, each once.
 * @throws CommandError for ids that are not of a sequence of this instance, or of a deleted one
 */
export async function readSequenceIds(sql: Sql, ids: string[]): Promise<string[]> {
  const wrong = ids.filter((id) => !UUID.test(id));
  if (wrong.length > 0) throw new CommandError(`Not the id of a sequence: ${wrong.join(", ")}`);
  const unknown = await findUnknownSequences(sql, ids);
  if (unknown.length > 0) throw new CommandError(`Sequence ${unknown.join(", ")} not found`);
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}

/** The given sequences, or all of the instance when none is given. */
export async function selectSequences(sql: Sql, ids: string[]): Promise<Selection> {
  if (ids.length === 0) return await selectAllSequences(sql);
  const known = await readSequenceIds(sql, ids);
  return { count: known.length, ids: known };
}
