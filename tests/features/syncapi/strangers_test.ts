/** What somebody without a key can make the server do: read no more than any file may have. */
import assert from "node:assert/strict";
import { MOST_UNREAD_BYTES } from "../../../src/core/http/body_chunks.ts";
import { serverTest } from "../../support/server.ts";

const PIECE = 1024 * 1024;
const JSON_PART = '--x\r\nContent-Disposition: form-data; name="metadata"; filename="m"\r\n\r\n';
const MEDIA_PART = `${JSON_PART}{}\r\n--x\r\nContent-Disposition: form-data; name="media"; filename="a.mp4"\r\n\r\n`;
const FORM = "multipart/form-data; boundary=x";
const BODIES: [what: string, type: string, start: string][] = [
  ["a file", FORM, MEDIA_PART],
  ["metadata", FORM, JSON_PART],
  ["a body that is no form", "application/octet-stream", ""],
];

for (const [what, type, start] of BODIES) {
  serverTest(`SyncAPI: ${what} without an end, not signed, is not read for ever`, async ({ url }) => {
    const { hostname, port } = new URL(url);
    using connection = await Deno.connect({ hostname, port: Number(port) });
    const head = `PUT /sync/v1/video HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n` +
      `Authorization: Bearer a:b\r\nContent-Type: ${type}\r\nContent-Length: ${1e12}\r\n\r\n${start}`;
    let isOver = false;
    const answered = connection.read(new Uint8Array(10_000)).catch(() => null).then(() => isOver = true);
    let sent = 0;
    try {
      await writeAll(connection, new TextEncoder().encode(head));
      for (const piece = new Uint8Array(PIECE); !isOver && sent < 3 * MOST_UNREAD_BYTES; sent += PIECE) {
        await writeAll(connection, piece);
      }
    } catch {
      // The server closed the connection.
    }
    assert.ok(sent < 2 * MOST_UNREAD_BYTES, `${sent} bytes were taken`);
    await answered;
  }, { ALLSKY_MAX_BYTES: "100000" });
}

async function writeAll(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}
