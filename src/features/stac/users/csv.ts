/** All collections of an account as CSV, however many there are. Lines end as clients compare them, without CR. */
import type { Queryable } from "../../../core/db/sql.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import type { CollectionListParameters } from "../collections/list_parameters.ts";
import { boundingBox } from "../extent.ts";
import type { Viewer } from "../visibility.ts";
import { type ExportedRow, findExportedCollections } from "./queries.ts";

const BATCH = 1000;

/** What programs that open tables take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** The columns in their order, and what stands in them. */
const COLUMNS: [name: string, text: (row: ExportedRow) => string | null][] = [
  ["id", (row) => row.id],
  ["status", (row) => row.status],
  ["name", (row) => plainText(row.name)],
  ["created", (row) => row.created],
  ["updated", (row) => row.updated],
  ["capture_date", (row) => row.capture_date],
  ["minimum_capture_time", (row) => row.minimum_capture_time],
  ["maximum_capture_time", (row) => row.maximum_capture_time],
  ["min_x", (row) => row.west === null ? null : String(boundingBox(row)[0])],
  ["min_y", (row) => row.south === null ? null : String(boundingBox(row)[1])],
  ["max_x", (row) => row.east === null ? null : String(boundingBox(row)[2])],
  ["max_y", (row) => row.north === null ? null : String(boundingBox(row)[3])],
  ["nb_pictures", (row) => row.nb_pictures],
  ["length_km", (row) => row.length_km],
  ["computed_h_pixel_density", (row) => row.computed_h_pixel_density],
  ["computed_gps_accuracy", (row) => row.computed_gps_accuracy],
];

/**
 * Refuses what the export cannot do.
 * @throws ApiError 400
 */
export function checkExport({ page, filter, sort }: CollectionListParameters): void {
  if (page) throw new ApiError(400, message("stac.csv_paging"));
  if (filter) throw new ApiError(400, message("stac.csv_filter"));
  const [first] = sort;
  if (first.field !== "created" || !first.descending) {
    throw new ApiError(400, message("stac.csv_sort"));
  }
}

/** The export, read and sent batch by batch. */
export async function answerExport(sql: Queryable, owner: string, viewer: Viewer): Promise<Response> {
  const first = await findExportedCollections(sql, owner, viewer, BATCH);
  const body = ReadableStream.from(
    exportText(first, (after) => findExportedCollections(sql, owner, viewer, BATCH, after)),
  )
    .pipeThrough(new TextEncoderStream());
  return new Response(body, {
    headers: { "Content-Type": "text/csv", "Content-Disposition": "attachment", "Vary": "Accept" },
  });
}

async function* exportText(first: ExportedRow[], next: (after: ExportedRow) => Promise<ExportedRow[]>) {
  yield csvLine(COLUMNS.map(([name]) => name));
  for (let batch = first;;) {
    const last = batch.at(-1);
    if (!last) return;
    yield batch.map((row) => csvLine(COLUMNS.map(([, text]) => text(row)))).join("");
    if (batch.length < BATCH) return;
    batch = await next(last);
  }
}

/** A text that no program that opens tables takes for a formula. */
export function plainText(text: string | null): string | null {
  return text !== null && FORMULA.test(text) ? `'${text}` : text;
}

/** A line of CSV; null is an empty field. */
export function csvLine(fields: (string | null)[]): string {
  return `${fields.map((field) => quoteWhereNeeded(field ?? "")).join(",")}\n`;
}

function quoteWhereNeeded(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
