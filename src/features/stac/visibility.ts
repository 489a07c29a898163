/** Who sees what, as pieces of SQL: visibility is decided where rows are chosen, never afterwards. */
import type { Account } from "../../core/http/account.ts";
import { accountId } from "../../core/http/account.ts";
import type { Fragment, Queryable } from "../../core/db/sql.ts";

/** For whom rows are chosen. */
export interface Viewer {
  /** null for an anonymous caller. */
  accountId: string | null;
  /** Visibility does not matter; deleted objects stay out all the same. */
  seesEverything: boolean;
}

/** The caller, with no more rights than anyone else. */
export function viewerOf(caller: Account | null): Viewer {
  return { accountId: accountId(caller), seesEverything: false };
}

/** The caller, on a route where administrators see everything. */
export function privilegedViewerOf(caller: Account | null): Viewer {
  return { accountId: accountId(caller), seesEverything: caller?.role === "admin" };
}

/** Whether the viewer may see a row of `sequences`, whatever its processing. `hidden` is what old instances used. */
export function sequenceIsVisible(sql: Queryable, viewer: Viewer, alias = "s"): Fragment {
  const sequence = sql(alias);
  if (viewer.seesEverything) return sql`${sequence}.status <> 'deleted'`;
  return sql`(${sequence}.status <> 'deleted' AND is_sequence_visible_by_user(${sequence}, ${viewer.accountId}::uuid)
    AND (${sequence}.status <> 'hidden' OR ${sequence}.account_id = ${viewer.accountId}::uuid))`;
}

/** Whether the viewer may see a row of `pictures`, whatever its processing. `hidden` is what old instances used. */
export function pictureIsVisible(sql: Queryable, viewer: Viewer, alias = "p"): Fragment {
  const picture = sql(alias);
  if (viewer.seesEverything) return sql`${picture}.status <> 'waiting-for-delete'`;
  return sql`(${picture}.status <> 'waiting-for-delete' AND is_picture_visible_by_user(${picture}, ${viewer.accountId}::uuid)
    AND (${picture}.status <> 'hidden' OR ${picture}.account_id = ${viewer.accountId}::uuid))`;
}
