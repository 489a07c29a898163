/** The links from an account's catalog and collection to its collections. */
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
