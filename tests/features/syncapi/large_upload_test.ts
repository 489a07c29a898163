/**
 * A long film is received without being held in memory, however it is sent. `ALLSKY_FILM_BYTES=1073741824` makes it as large
 * as indi-allsky's own server allows; how fast that went is printed.
 */
import assert from "node:assert/strict";
import { capture } from "../../support/present.ts";
import { Buffer } from "node:buffer";
import { request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { text } from "node:stream/consumers";
import { sign, slotOf } from "../../../src/features/syncapi/sync/signature.ts";
import { runCommand, type ServerProcess, startServerProcess } from "../../support/process.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";
import { assetMetadata, SyncClient } from "./client.ts";

const FILM_BYTES = Number(Deno.env.get("ALLSKY_FILM_BYTES") ?? 96 * 1024 ** 2);
const WARM_UP_BYTES = 8 * 1024 ** 2;
/** Bytes; two thirds of the film. What is read ahead of a fast client, and garbage, are part of it. */
const MOST_GROWTH = 64_000_000;
/** Of a second, in proc(5). */
const TICKS = 100;
const BOUNDARY = "a-boundary-of-no-meaning";
const CHUNK = Buffer.alloc(64 * 1024, "film ");
/**
 * Chunked forms, which no camera sends, are shorter and come at the pace of a network: while the server is slower than its
 * client, Deno (2.9, not 2.4) lets what it has read ahead of them grow in its memory.
 */
const CHUNKED_BYTES = Math.min(FILM_BYTES, 48 * 1024 ** 2);
const BYTES_PER_MILLISECOND = 20_000;

/** The most memory that a process had in use since it was last asked, in bytes. */
async function readPeakMemory({ pid }: ServerProcess): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  // The peak begins again: proc(5), clear_refs.
  await Deno.writeTextFile(`/proc/${pid}/clear_refs`, "5");
  return Number(capture(/^VmHWM:\s+(\d+) kB$/m, status)) * 1024;
}

/** Processor time that a process has used, in seconds: proc(5), stat. */
async function readProcessorTime({ pid }: ServerProcess): Promise<number> {
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  const [user = NaN, system = NaN] = stat.slice(stat.lastIndexOf(")") + 2).split(" ").slice(11, 13).map(Number);
  return (user + system) / TICKS;
}

/** A form whose film exists nowhere. */
function formOf(size: number): { metadata: Buffer; length: number; pieces: Generator<Buffer> } {
  const metadata = Buffer.from(JSON.stringify(assetMetadata("video", { file_size: size })));
  const part = (name: string, fileName: string) =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\n\r\n`;
  const head = Buffer.concat([
    Buffer.from(part("metadata", "metadata.json")),
    metadata,
    Buffer.from(`\r\n${part("media", "film.mp4")}`),
  ]);
  const tail = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
  function* pieces(): Generator<Buffer> {
    yield head;
    for (let left = size; left > 0; left -= CHUNK.length) yield CHUNK.subarray(0, Math.min(left, CHUNK.length));
    yield tail;
  }
  return { metadata, length: head.length + size + tail.length, pieces: pieces() };
}

/** The same pieces, as slow as a network lets them through. */
async function* overNetwork(pieces: Iterable<Buffer>): AsyncGenerator<Buffer> {
  const start = performance.now();
  let sent = 0;
  for (const piece of pieces) {
    yield piece;
    sent += piece.length;
    const early = start + sent / BYTES_PER_MILLISECOND - performance.now();
    if (early > 0) await delay(early);
  }
}

/** Sends a film; the parsed answer. */
async function sendFilm({ url, username, key }: SyncClient, size: number, { isChunked = false } = {}) {
  const { metadata, length, pieces } = formOf(size);
  const put = request(`${url}/sync/v1/video`, {
    method: "PUT",
    headers: {
      "Authorization": `Bearer ${username}:${sign(key, slotOf(Date.now()), metadata)}`,
      "Content-Type": `multipart/form-data; boundary=${BOUNDARY}`,
      "Connection": "close",
      ...(isChunked ? { "Transfer-Encoding": "chunked" } : { "Content-Length": length }),
    },
  });
  const { promise: answered, resolve, reject } = Promise.withResolvers<string>();
  put.on("response", (response) => resolve(text(response))).on("error", reject);
  await pipeline(Readable.from(isChunked ? overNetwork(pieces) : pieces), put);
  return JSON.parse(await answered);
}

async function assertWhole(address: string, size: number): Promise<void> {
  const { body } = await fetch(address);
  let position = 0;
  for await (const chunk of body!) {
    for (const offset of [0, chunk.length - 1]) {
      assert.equal(chunk[offset], CHUNK[(position + offset) % CHUNK.length]);
    }
    position += chunk.length;
  }
  assert.equal(position, size);
}

Deno.test({
  name: "a film takes no memory of its size, with its length told before and without",
  ignore: Deno.build.os !== "linux",
  async fn() {
    await using folder = await temporaryFolder();
    const settings = { PANORAMAX_DATA: folder.path };
    const server = await startServerProcess(settings);
    const printed = await runCommand(settings, "user", "syncuser", "--create", "--generate-api-key");
    const client = new SyncClient(server.url, "syncuser", capture(/API key: (\w+)/, printed));
    await (await client.camera()).body?.cancel();
    await sendFilm(client, WARM_UP_BYTES);
    await readPeakMemory(server);
    const before = await readPeakMemory(server);
    for (const [isChunked, size] of [[false, FILM_BYTES], [true, CHUNKED_BYTES]] as const) {
      const start = performance.now(), processorStart = await readProcessorTime(server);
      const { url } = await sendFilm(client, size, { isChunked });
      const seconds = (performance.now() - start) / 1000;
      const growth = await readPeakMemory(server) - before;
      const processor = size / (await readProcessorTime(server) - processorStart) / 1e6;
      const speeds = `${(size / seconds / 1e6).toFixed()} MB/s, ${processor.toFixed()} MB a second of processor time`;
      const figures = `${speeds}, memory + ${(growth / 1e6).toFixed()} MB`;
      console.log(`${isChunked ? "chunked" : "with Content-Length"}: ${figures}`);
      assert.ok(growth < MOST_GROWTH, figures);
      await assertWhole(`${server.url}/${url}`, size);
    }
    assert.equal(await server.stop(), 0);
  },
});
