/** Scripts and styles: what they are, how long browsers keep them, and that nothing else can be asked for. */
import assert from "node:assert/strict";
import { present } from "../../support/present.ts";
import type { Buffer } from "node:buffer";
import { once } from "node:events";
import { get, type IncomingHttpHeaders } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { serverTest, type TestServer } from "../../support/server.ts";

/** What comes over the network; `fetch` would unpack it. */
async function download(url: string, encoding: string): Promise<{ headers: IncomingHttpHeaders; bytes: Buffer }> {
  const [response] = await once(get(url, { headers: { "Accept-Encoding": encoding } }), "response");
  return { headers: response.headers, bytes: await buffer(response) };
}

/** Addresses of all files that a page loads. */
async function filesOf({ url }: TestServer, path: string): Promise<string[]> {
  const page = await (await fetch(url + path)).text();
  return [...page.matchAll(/(?:src|href)="(\/static\/[^"]+)"/g)].map(([, address = ""]) => address);
}

const TYPES: Record<string, RegExp> = {
  css: /^text\/css; charset=utf-8$/,
  js: /^text\/javascript; charset=utf-8$/,
  svg: /^image\/svg\+xml$/,
};

serverTest("files of pages have a type, are cached forever, and are not sent twice", async (server) => {
  const files = new Set(
    (await Promise.all(["/", "/upload", "/api/docs/swagger"].map((path) => filesOf(server, path)))).flat(),
  );
  assert.ok(files.size >= 8, [...files].join());
  for (const file of files) {
    const response = await fetch(server.url + file, { headers: { "Accept-Encoding": "identity" } });
    const size = (await response.bytes()).length;
    assert.equal(response.status, 200, file);
    assert.match(response.headers.get("Content-Type")!, present(TYPES[file.split(".").at(-1) ?? ""], file), file);
    assert.equal(response.headers.get("Cache-Control"), "public, max-age=31536000, immutable", file);
    assert.equal(response.headers.get("X-Content-Type-Options"), "nosniff", file);
    assert.ok(size > 0);

    const etag = response.headers.get("ETag")!;
    const again = await fetch(server.url + file, { headers: { "If-None-Match": etag } });
    assert.deepEqual([again.status, (await again.bytes()).length], [304, 0], file);
    const other = await fetch(server.url + file, { headers: { "If-None-Match": '"of another file"' } });
    assert.deepEqual([other.status, (await other.bytes()).length], [200, size], file);
  }
});

serverTest("large files are compressed for clients that accept it", async (server) => {
  const viewer = (await filesOf(server, "/")).find((file) => /web-viewer\/.*\/index\.js$/.test(file))!;
  const plain = await download(server.url + viewer, "identity");
  const packed = await download(server.url + viewer, "gzip");
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.equal(packed.headers["content-encoding"], "gzip");
  assert.ok(packed.bytes.length < plain.bytes.length / 2, `${packed.bytes.length} of ${plain.bytes.length} bytes`);
  assert.ok(gunzipSync(packed.bytes).equals(plain.bytes));
});

serverTest("a file of another build of the program is not cached", async (server) => {
  const style = (await filesOf(server, "/upload")).find((file) => file.endsWith("style.css"))!;
  const response = await fetch(server.url + style.replace(/app\/[^/]+/, "app/0123456789ab"));
  await response.body?.cancel();
  assert.deepEqual([response.status, response.headers.get("Cache-Control")], [200, "no-cache"]);
});

serverTest("no other file of the machine is served", async (server) => {
  for (
    const path of [
      "/static/app/x/missing.js",
      "/static/app/x/..%2Froutes.ts",
      "/static/app/x/..%2F..%2Fsettings/index.js",
      "/static/web-viewer/x/index.js.map",
      "/static/swagger-ui/x/package.json",
      "/static/maplibre/x/..%2Fpackage.json",
      "/static/constructor/x/name.js",
      "/static/elsewhere/x/index.js",
    ]
  ) {
    const response = await fetch(server.url + path);
    await response.body?.cancel();
    assert.equal(response.status, 404, path);
  }
});

serverTest("/favicon.ico redirects to the icon of the pages", async ({ url }) => {
  const response = await fetch(`${url}/favicon.ico`);
  assert.equal(response.status, 200);
  assert.match(response.url, /\/static\/app\/\w+\/icon\.svg$/);
  assert.match(await response.text(), /<svg/);
});
