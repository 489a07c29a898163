/** Sequences to work on: given ones, or all. */
import type { Sql } from "../../core/db/sql.ts";
import { countSequences, findSequenceIds, listSequenceIds } from "./queries.ts";

const PAGE = 500;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** Some sequences that are not deleted. */
export interface Selection {
  count: number;
  ids: AsyncIterable<string> | Iterable<string>;
}

/** Every sequence; those that come meanwhile may be among them or not. */
export async function selectAllSequences(sql: Sql): Promise<Selection> {
  return { count: await countSequences(sql), ids: allSequences(sql) };
}

/** Which of the given ids are no sequences. */
export async function findUnknownSequences(sql: Sql, ids: string[]): Promise<string[]> {
  const known = await findSequenceIds(sql, ids);
  return ids.filter((id) => !known.has(id.toLowerCase()));
}

async function* allSequences(sql: Sql): AsyncGenerator<string> {
  for (let after = FIRST_ID;;) {
    const ids = await listSequenceIds(sql, after, PAGE);
    yield* ids;
    const last = ids.at(-1);
    if (last === undefined || ids.length < PAGE) return;
    after = last;
  }
}
