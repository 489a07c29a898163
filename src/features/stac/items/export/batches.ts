import type { Queryable } from "../../../../core/db/sql.ts";
import { type ExportedItemRow, findItemsToExport } from "../../collections/outline/queries.ts";
import type { Viewer } from "../../visibility.ts";

/** What is exported. */
export interface ExportContent {
  collection: string;
  /** Undefined for all pictures. */
  ids?: string[];
}

/** Pictures of a collection in their order, so many at once; who may see them is decided again for each batch. */
export async function* batchesToExport(
  sql: Queryable,
  { collection, ids }: ExportContent,
  viewer: Viewer,
  limit: number,
): AsyncGenerator<ExportedItemRow[]> {
  for (let afterRank = 0;;) {
    const rows = await findItemsToExport(sql, collection, viewer, { afterRank, limit, ids });
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    if (rows.length < limit) return;
    afterRank = last.rank;
  }
}
