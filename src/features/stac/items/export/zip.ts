/**
 * The pictures of a collection as one ZIP archive. It is made while it is sent: one file is open at a time, and nothing waits in
 * memory but what the client has not taken yet. Only published files go in, which are blurred where the instance blurs.
 */
import { makeZip } from "client-zip";
import type { Queryable } from "../../../../core/db/sql.ts";
import { hdPath, type Stores } from "../../../../core/storage/mod.ts";
import type { Viewer } from "../../visibility.ts";
import { batchesToExport, type ExportContent } from "./batches.ts";

/** Pictures that are looked up at once: who may see them is decided again for each batch, also in a download of hours. */
const BATCH = 100;
/** Digits of the number in front of each name, by which files sort as in the sequence. */
const DIGITS = 5;

/** The bytes of the archive. JPEG does not become smaller, so files are stored as they are. */
export function zipOfItems(
  { sql, stores }: { sql: Queryable; stores: Pick<Stores, "permanent"> },
  content: ExportContent,
  viewer: Viewer,
): ReadableStream<Uint8Array> {
  return makeZip(files(sql, stores, content, viewer));
}

async function* files(
  sql: Queryable,
  stores: Pick<Stores, "permanent">,
  content: ExportContent,
  viewer: Viewer,
) {
  for await (const rows of batchesToExport(sql, content, viewer, BATCH)) {
    for (const { id, rank, ts, status, file_name } of rows) {
      // What is not ready is perhaps not blurred yet. A file that was deleted in the meantime is left out.
      const file = status === "ready" || status === "hidden" ? await stores.permanent.open(hdPath(id)) : undefined;
      if (!file) continue;
      const bytes = file.stream().getReader();
      try {
        yield { name: nameOf(rank, file_name), lastModified: moment(ts), input: streamOf(bytes) };
      } finally {
        // The archive does not do it when the client breaks the download off. What failed has been told to the client.
        await bytes.cancel().catch(() => {});
      }
    }
  }
}

/** What is read from a file, so that the file can be closed while somebody else has the stream. */
function streamOf(bytes: ReadableStreamDefaultReader<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await bytes.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  }, { highWaterMark: 0 });
}

/** A name that is a file in one folder wherever it is unpacked, and unlike all others. */
function nameOf(rank: number, fileName: string | null): string {
  const own = (fileName ?? "").split(/[/\\]/).at(-1)?.replaceAll(/[^\p{L}\p{N}._ -]/gu, "_").slice(-100)
    .replace(/\.jpe?g$/i, "");
  return `${String(rank).padStart(DIGITS, "0")}${own ? `_${own}` : ""}.jpg`;
}

/** DOS time begins in 1980 and ends in 2107; a day at each end is left to time zones. */
const FIRST = Date.UTC(1980, 0, 2), LAST = Date.UTC(2107, 11, 30);

/** The nearest time that an archive can hold. */
function moment(ts: string): Date {
  const time = Date.parse(`${ts.slice(0, 19).replace(" ", "T")}Z`);
  return new Date(time > FIRST ? Math.min(time, LAST) : FIRST);
}
