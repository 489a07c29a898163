/** One item, by its id. */
import type { Queryable } from "../../../core/db/sql.ts";
import type { JsonContext } from "../json_context.ts";
import { privilegedViewerOf, type Viewer } from "../visibility.ts";
import { singleItemText } from "./item.ts";
import { findItem } from "./queries.ts";

/** How to find an item, when the caller's rights and a picture's only sequence are not what counts. */
export interface ShowItemOptions {
  /** The sequence to show the picture in, when it is in several. */
  collection?: string;
  /** For whom the rows are chosen; by default the caller, administrators seeing everything. */
  viewer?: Viewer;
}

/**
 * The item with its links for the caller, whatever its processing, as JSON text; and the HTTP status that says how far its processing is.
 * @returns undefined when there is none that the viewer may see
 */
export async function findItemText(
  sql: Queryable,
  id: string,
  context: JsonContext,
  { collection, viewer = privilegedViewerOf(context.caller) }: ShowItemOptions = {},
): Promise<{ status: number; text: string } | undefined> {
  const row = await findItem(sql, id, viewer, collection);
  return row && { status: statusOf(row.status), text: singleItemText(row, context) };
}

/** 202 while the picture is processed: Deno cannot send the 102 of geovisio as a final status (RFC 9110 section 15.2). */
function statusOf(pictureStatus: string): number {
  if (pictureStatus === "broken") return 500;
  return pictureStatus === "ready" || pictureStatus === "hidden" ? 200 : 202;
}
