/** All collections of an account as CSV, however many there are. Lines end as clients compare them, without CR. */
import type { Queryable } from "../../../core/db/sql.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { CollectionListParameters } from "../collections/list_parameters.ts";
import type { Viewer } from "../visibility.ts";
import { EXPORTED_COLUMNS, type ExportedRow, findExportedCollections } from "./queries.ts";

const BATCH = 1000;

/**
 * Refuses what the export cannot do.
 * @throws ApiError 400
 */
export function checkExport({ page, filter, sort }: CollectionListParameters): void {
  if (page) throw new ApiError(400, "CSV export does not support pagination");
  if (filter) throw new ApiError(400, "CSV export does not support filters");
  const [first] = sort;
  if (first.field !== "created" || !first.descending) {
    throw new ApiError(400, "CSV export does not support sorting by anything but creation date");
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
  yield csvLine(EXPORTED_COLUMNS);
  for (let batch = first; batch.length > 0; batch = await next(batch.at(-1)!)) {
    yield batch.map(({ columns }) => csvLine(columns)).join("");
    if (batch.length < BATCH) break;
  }
}

/** A line of CSV; null is an empty field. */
export function csvLine(fields: (string | null)[]): string {
  return `${fields.map((field) => quoteWhereNeeded(field ?? "")).join(",")}\n`;
}

function quoteWhereNeeded(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
