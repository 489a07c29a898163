import assert from "node:assert/strict";
import { fileResponse } from "../../../src/core/http/file_response.ts";
import { LocalStore } from "../../../src/core/storage/local.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";

const PATH = "/picture.jpg";

/** A store with one file, served over HTTP. */
async function serveFile(content: Uint8Array) {
  const folder = await temporaryFolder();
  const store = await LocalStore.open(folder.path);
  await store.write(PATH, content);
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const file = await store.open(PATH);
    return fileResponse(request, file!, { "content-type": "image/jpeg", "cache-control": "public" });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    port: server.addr.port,
    store,
    async [Symbol.asyncDispose]() {
      await server.shutdown();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const CONTENT = crypto.getRandomValues(new Uint8Array(50_000));

Deno.test("fileResponse() answers conditional and range requests", async () => {
  await using served = await serveFile(CONTENT);
  const whole = await fetch(served.url);
  const etag = whole.headers.get("etag")!;
  const modified = whole.headers.get("last-modified")!;
  assert.deepEqual(new Uint8Array(await whole.arrayBuffer()), CONTENT);
  assert.equal(whole.headers.get("content-type"), "image/jpeg");
  assert.equal(whole.headers.get("accept-ranges"), "bytes");
  assert.match(etag, /^"[^"]+"$/);
  assert.ok(Math.abs(Date.parse(modified) - Date.now()) < 60_000);

  const part = (first: number, last: number) => ({
    status: 206,
    body: CONTENT.subarray(first, last + 1),
    range: `bytes ${first}-${last}/50000`,
  });
  const all = { status: 200, body: CONTENT, range: null };
  const none = (status: number) => ({ status, body: new Uint8Array(), range: null });
  const cases: [Record<string, string>, { status: number; body: Uint8Array; range: string | null }][] = [
    [{}, all],
    [{ range: "bytes=0-0" }, part(0, 0)],
    [{ range: "bytes=100-40000" }, part(100, 40_000)],
    [{ range: "bytes=40000-" }, part(40_000, 49_999)],
    [{ range: "bytes=-10" }, part(49_990, 49_999)],
    [{ range: "bytes=0-" }, part(0, 49_999)],
    [{ range: "bytes=0-1,5-6" }, all],
    [{ range: "bytes=nonsense" }, all],
    [{ range: "bytes=50000-" }, { ...none(416), range: "bytes */50000" }],
    [{ range: "bytes=5-9", "if-range": etag }, part(5, 9)],
    [{ range: "bytes=5-9", "if-range": modified }, part(5, 9)],
    [{ range: "bytes=5-9", "if-range": '"other"' }, all],
    [{ range: "bytes=50000-", "if-range": '"other"' }, all],
    [{ "if-none-match": etag }, none(304)],
    [{ "if-none-match": etag, range: "bytes=5-9" }, none(304)],
    [{ "if-none-match": '"other"' }, all],
    [{ "if-modified-since": modified }, none(304)],
    [{ "if-modified-since": "Wed, 01 May 2024 10:00:00 GMT" }, all],
    [{ "if-match": '"other"' }, none(412)],
    [{ "if-match": etag, range: "bytes=5-9" }, part(5, 9)],
  ];
  for (const [headers, expected] of cases) {
    const name = JSON.stringify(headers);
    const response = await fetch(served.url, { headers });
    const body = new Uint8Array(await response.arrayBuffer());
    assert.equal(response.status, expected.status, name);
    assert.deepEqual(body, expected.body, name);
    assert.equal(response.headers.get("content-range"), expected.range, name);
    assert.equal(response.headers.get("etag"), etag, name);
    assert.equal(response.headers.get("cache-control"), "public", name);
    if (response.status !== 304) assert.equal(response.headers.get("content-length"), String(body.length), name);
    assert.equal(response.headers.get("transfer-encoding"), null, name);
  }
});

Deno.test("fileResponse() answers HEAD with the headers of GET and no body", async () => {
  await using served = await serveFile(CONTENT);
  const cases: [Record<string, string>, number, string | null][] = [
    [{}, 200, "50000"],
    [{ range: "bytes=5-9" }, 200, "50000"],
    [{ "if-none-match": "*" }, 304, null],
  ];
  for (const [headers, status, length] of cases) {
    const response = await fetch(served.url, { method: "HEAD", headers });
    assert.equal(response.status, status);
    assert.equal(response.headers.get("content-length"), length);
    assert.equal((await response.arrayBuffer()).byteLength, 0);
  }
});

Deno.test("fileResponse() serves an empty file", async () => {
  await using served = await serveFile(new Uint8Array());
  const response = await fetch(served.url);
  assert.equal(response.headers.get("content-length"), "0");
  assert.equal((await response.arrayBuffer()).byteLength, 0);
  const part = await fetch(served.url, { headers: { range: "bytes=0-" } });
  assert.equal(part.status, 416);
  await part.body?.cancel();
});

Deno.test("fileResponse() gives a new version another ETag", async () => {
  await using served = await serveFile(CONTENT);
  const tags = new Set<string>();
  for (let version = 0; version < 5; version++) {
    await served.store.write(PATH, CONTENT);
    const response = await fetch(served.url);
    tags.add(response.headers.get("etag")!);
    await response.body?.cancel();
  }
  assert.equal(tags.size, 5);
});

/** Whether this process has a file of this path open; procfs tells it on Linux alone. */
async function hasOpen(path: string): Promise<boolean> {
  for await (const { name } of Deno.readDir("/proc/self/fd")) {
    const target = await Deno.readLink(`/proc/self/fd/${name}`).catch(() => "");
    if (target === path) return true;
  }
  return false;
}

Deno.test(
  "fileResponse() closes the file when the client goes away",
  { ignore: Deno.build.os !== "linux" },
  async () => {
    await using served = await serveFile(new Uint8Array(30_000_000));
    const path = `${served.store.location}${PATH}`;
    for (const range of ["", "Range: bytes=10-29999998\r\n"]) {
      const client = await Deno.connect({ port: served.port, hostname: "127.0.0.1" });
      await client.write(new TextEncoder().encode(`GET / HTTP/1.1\r\nHost: localhost\r\n${range}\r\n`));
      await client.read(new Uint8Array(1000));
      assert.equal(await hasOpen(path), true, "it is being sent");
      client.close();
      while (await hasOpen(path)) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  },
);
