/** Reads what a dispatch is planned from, a part in each query: reading all of a large set takes too long for one. */
import type { Sql } from "../../../core/db/sql.ts";
import type { DispatchColumns } from "../upload_set.ts";
import {
  findDispatchRules,
  listDropped,
  listPicturesToDispatch,
  listUnfinished,
  type PictureToDispatchRow,
  wasArranged,
} from "./queries.ts";

/** Pictures in one query. */
const PAGE = 500;
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/** A set as it is found; whoever acts on it finds out whether that still holds. */
export interface SetToDispatch {
  rules: DispatchColumns;
  /** A person has split or merged collections of the set. */
  isArranged: boolean;
  /** Those that may be dispatched. */
  rows: PictureToDispatchRow[];
  /** Ids of pictures that will be deleted, and still have a place that another one may need. */
  leaving: string[];
  /** Collections that pictures of the set are in. */
  former: string[];
}

/** Undefined when there is no such set. */
export async function readSet(sql: Sql, uploadSetId: string): Promise<SetToDispatch | undefined> {
  const rules = await findDispatchRules(sql, uploadSetId);
  if (!rules) return undefined;
  const rows: PictureToDispatchRow[] = [], leaving: PictureToDispatchRow[] = [];
  for (let after: string | undefined = BEFORE_ALL; after;) {
    const page: PictureToDispatchRow[] = await listPicturesToDispatch(sql, uploadSetId, { after, limit: PAGE });
    const alive = page.filter(({ is_ended }) => !is_ended);
    rows.push(...alive.filter(({ is_leaving }) => !is_leaving));
    leaving.push(...alive.filter((row) => row.is_leaving && row.sequence_id !== null));
    after = page.length < PAGE ? undefined : page.at(-1)?.id;
  }
  const former = [...new Set(rows.map(({ sequence_id }) => sequence_id).filter((id) => id !== null))];
  const isArranged = await wasArranged(sql, former);
  if (!isArranged) {
    return {
      rules,
      isArranged,
      former,
      leaving: idsOf(leaving),
      rows: [...rows, ...await listDropped(sql, uploadSetId)],
    };
  }
  // Collections that a dispatch began to fill before its process died.
  const unfinished = new Set(await listUnfinished(sql, uploadSetId));
  const isFree = ({ sequence_id }: PictureToDispatchRow) => sequence_id === null || unfinished.has(sequence_id);
  return { rules, isArranged, former, leaving: idsOf(leaving.filter(isFree)), rows: rows.filter(isFree) };
}

function idsOf(rows: PictureToDispatchRow[]): string[] {
  return rows.map(({ id }) => id);
}
