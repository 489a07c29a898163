/** One collection, by its id. */
import type { Queryable } from "../../../core/db/sql.ts";
import type { JsonContext } from "../json_context.ts";
import { privilegedViewerOf, type Viewer } from "../visibility.ts";
import { type Collection, collectionJson } from "./collection.ts";
import { findCollection } from "./queries.ts";

/**
 * The collection with its links for the caller, whatever its processing.
 * @param viewer for whom the row is chosen; by default the caller, administrators seeing everything
 * @returns undefined when there is none that the viewer may see
 */
export async function findCollectionJson(
  sql: Queryable,
  id: string,
  context: JsonContext,
  viewer: Viewer = privilegedViewerOf(context.caller),
): Promise<Collection | undefined> {
  const row = await findCollection(sql, id, viewer);
  return row && collectionJson(row, context);
}
