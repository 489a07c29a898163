/**
 * COPY between tables and files, in PostgreSQL's text format: one row a line.
 *
 * postgres.js (3.4.9) has two faults here, both of which make a connection wait for ever:
 *
 * - It pauses its socket while rows arrive faster than they are read, and resumes it when the reader asks for more. Nobody asks
 *   a stream that has ended for more. So when the end arrives together with rows that made the socket pause, or when the reader
 *   stops early, the socket stays paused.
 * - When PostgreSQL refuses rows after all of them were sent, neither the stream nor the query reports it.
 */
import type { Readable, Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type { Fragment } from "./sql.ts";

/**
 * Reads the rows of a `COPY … TO STDOUT`. The connection can be used afterwards even if the reader stops early: the rest of the
 * answer is skipped then.
 */
export async function* readCopy(copy: Fragment): AsyncGenerator<Uint8Array> {
  const rows: Readable = await copy.readable();
  try {
    yield* rows.iterator({ destroyOnReturn: false });
  } finally {
    if (!rows.readableEnded && !rows.destroyed) await finished(rows.resume()).catch(() => {});
    // Resumes the socket.
    rows._read(0);
  }
}

/** Sends lines to a `COPY … FROM STDIN`, and waits until PostgreSQL has taken them. */
export async function writeCopy(copy: Fragment, lines: Uint8Array): Promise<void> {
  const table: Writable = await copy.writable();
  const written = Promise.withResolvers<void>();
  table.on("error", written.reject).once("finish", written.resolve);
  // postgres.js calls this method of a query when it fails; it is not part of its types.
  (copy as { reject?: (error: unknown) => void }).reject = written.reject;
  table.end(lines);
  await written.promise;
}
