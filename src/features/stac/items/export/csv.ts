/** The pictures of a collection as CSV, however many there are. */
import { isoOffset } from "../../../../core/db/timestamps.ts";
import type { Queryable } from "../../../../core/db/sql.ts";
import type { ExportedItemRow } from "../../collections/outline/queries.ts";
import { csvLine, plainText } from "../../users/csv.ts";
import type { Viewer } from "../../visibility.ts";
import { batchesToExport } from "./batches.ts";

const BATCH = 1000;

/** The columns in their order, and what stands in them. */
const COLUMNS: [name: string, text: (row: ExportedItemRow, base: string) => string | null][] = [
  ["id", (row) => row.id],
  ["rank", (row) => String(row.rank)],
  ["datetime", (row) => isoOffset(row.ts)],
  ["longitude", (row) => String(row.longitude)],
  ["latitude", (row) => String(row.latitude)],
  ["heading", (row) => textOf(row.heading)],
  ["gps_accuracy_m", (row) => textOf(row.gps_accuracy_m)],
  ["is_360", (row) => String(row.is_360)],
  ["width", (row) => textOf(row.width)],
  ["height", (row) => textOf(row.height)],
  ["make", (row) => plainText(row.make)],
  ["model", (row) => plainText(row.model)],
  ["file_name", (row) => plainText(row.file_name)],
  ["producer", (row) => plainText(row.account_name)],
  ["status", (row) => row.status],
  ["visibility", (row) => row.visibility],
  ["picture", (row, base) => `${base}/api/pictures/${row.id}/hd.jpg`],
];

/** Lines of CSV, read batch by batch. @param base address of the server */
export async function* itemsAsCsv(
  sql: Queryable,
  collection: string,
  viewer: Viewer,
  base: string,
): AsyncGenerator<string> {
  yield csvLine(COLUMNS.map(([name]) => name));
  for await (const rows of batchesToExport(sql, { collection }, viewer, BATCH)) {
    yield rows.map((row) => csvLine(COLUMNS.map(([, text]) => text(row, base)))).join("");
  }
}

function textOf(value: number | null): string | null {
  return value === null ? null : String(value);
}
