/** The links from an account's catalog and collection to its collections. */
import { isoOffset } from "../../../core/db/timestamps.ts";
import type { ListedCollectionRow } from "../collections/queries.ts";
import type { JsonContext } from "../json_context.ts";
import { collectionUrl, type Link } from "../links.ts";

/** What both kinds of links tell. */
export function childLink(row: ListedCollectionRow, { base }: JsonContext) {
  return {
    rel: "child",
    id: row.id,
    title: row.title || row.id,
    href: collectionUrl(base, row.id),
    "stats:items": { count: row.nb_pictures ?? undefined },
  } satisfies Link & Record<string, unknown>;
}

/** First and last moment of capture, as STAC writes extents; null where there is none. */
export function captureInterval(first: string | null, last: string | null): [string | null, string | null] {
  return [first === null ? null : isoOffset(first), last === null ? null : isoOffset(last)];
}
