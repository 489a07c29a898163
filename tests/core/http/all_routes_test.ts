/** What holds for the answers of every route. */
import assert from "node:assert/strict";
import { createApp } from "../../../src/main/app.ts";
import { capture, present } from "../../support/present.ts";
import { bytesOf, imageMetadata, syncClient } from "../../features/syncapi/client.ts";
import { seedSequence, uuid, walk } from "../../features/stac/seeds.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { tileAround } from "../../support/tiles.ts";

/** By the type of a path parameter, or by its name where it only takes certain words. */
const SAMPLES: Record<string, string> = {
  format: "mvt",
  uuid: "11111111-2222-4333-8444-555555555555",
  int: "0",
  text: "x",
  path: "a/b",
};

/** An address of each route, with its method. */
function addresses({ backend }: TestServer): { method: string; path: string }[] {
  return createApp(backend.services).router.declarations.map(({ method, path }) => ({
    method: method.toUpperCase(),
    path: path.replaceAll(
      /\{(\w+)(?::(\w+))?\}/g,
      (_, name: string, kind = "text") => present(SAMPLES[name] ?? SAMPLES[kind]),
    ),
  }));
}

const WITHOUT_COMPRESSION = { "Accept-Encoding": "identity" };

serverTest("every answer says what browsers may do with it", async (server) => {
  const asked = [
    ...addresses(server),
    { method: "GET", path: "/nothing" },
    { method: "PATCH", path: "/api" },
    { method: "OPTIONS", path: "/api" },
  ];
  for (const { method, path } of asked) {
    const what = `${method} ${path}`;
    const { headers, body } = await fetch(server.url + path, { method, redirect: "manual" });
    await body?.cancel();
    assert.equal(headers.get("X-Content-Type-Options"), "nosniff", what);
    assert.equal(headers.get("Referrer-Policy"), "same-origin", what);
    const policy = headers.get("Content-Security-Policy") ?? "";
    assert.match(policy, /base-uri 'none'|sandbox/, what);
    const mayBeFramed = policy.includes("frame-ancestors *");
    assert.equal(headers.get("X-Frame-Options"), mayBeFramed ? null : "DENY", what);
    assert.ok(!mayBeFramed || path === "/embed", what);
    assert.equal(headers.get("Strict-Transport-Security"), null, what);
    assert.ok(headers.get("Vary")?.split(/,\s*/).includes("Origin"), `${what}: ${headers.get("Vary")}`);
    if (headers.has("Last-Modified")) assert.match(headers.get("Cache-Control")!, /no-cache|max-age|no-store/, what);
  }
});

serverTest("every answer behind TLS keeps browsers with it", async (server) => {
  for (const path of ["/", "/api", "/nothing", "/api/collections/x"]) {
    const { headers, body } = await fetch(server.url + path);
    await body?.cancel();
    assert.equal(headers.get("Strict-Transport-Security"), "max-age=31536000", path);
  }
}, { PUBLIC_URL: "https://panoramax.example.org" });

/** Replaces what stands for something in the addresses of routes by what is there: a picture, its collection, a camera. */
async function fillIn(server: TestServer): Promise<(path: string) => string> {
  const { sql } = server;
  const [account] = await sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`;
  await seedSequence(sql, { id: uuid(1), account: account!.id, title: "A walk", pictures: walk(11) });
  const camera = await syncClient(server);
  const { id: cameraId } = await answer(camera.camera());
  const image = await answer(camera.send("PUT", "image", imageMetadata(), { media: bytesOf("image") }));
  const of = (kind: string) =>
    ({ collections: uuid(1), pictures: uuid(11), items: uuid(11), users: account!.id })[kind];
  return (path) =>
    path.replaceAll(
      /(\w+)\/11111111-2222-4333-8444-555555555555/g,
      (whole, kind) => of(kind) ? `${kind}/${of(kind)}` : whole,
    )
      .replace(/^\/allsky\/assets\/0/, `/allsky/assets/${image.id}`)
      .replace(/^\/allsky\/0/, `/allsky/${cameraId}`)
      .replace("/images/a/b", `/${image.url}`)
      .replace(/\/js\/\w+$/, `$&?camera_id=${cameraId}`)
      .replace(/\/view_image$/, `$&?id=${image.id}`)
      .replace(/\/users\/search$/, "$&?q=a");
}

serverTest("HEAD has the status, the type and the length of GET, for every route", async (server) => {
  let found = 0;
  const filledIn = await fillIn(server);
  for (const { method, path: sample } of addresses(server)) {
    if (method !== "GET") continue;
    const path = filledIn(sample);
    const ask = (method: string) =>
      fetch(server.url + path, {
        method,
        redirect: "manual",
        headers: { ...WITHOUT_COMPRESSION, ...server.defaultAccount },
      });
    const [get, head] = [await ask("GET"), await ask("HEAD")];
    const { byteLength } = await get.arrayBuffer();
    await head.body?.cancel();
    if (get.status === 200) found++;

    assert.equal(head.status, get.status, path);
    assert.equal(head.headers.get("Content-Type"), get.headers.get("Content-Type"), path);
    // What tells of the moment, such as a timestamp, may differ in length.
    const isOfTheMoment = /metrics|captcha|admin\/stats/.test(path);
    const length = head.headers.get("Content-Length");
    assert.ok(
      length === null || Number(length) === byteLength || isOfTheMoment,
      `${path}: ${length}, not ${byteLength}`,
    );
    assert.ok(length !== "0" || byteLength === 0, path);
  }
  assert.ok(found > 70, `only ${found} routes were found`);
  // The pictures have no files that could be prepared.
}, { API_SECURITY_CONTACT: "security@example.org", PICTURE_PROCESS_THREADS_LIMIT: "0" });

serverTest("HEAD of what is computed has the length of GET, as GDAL and wget rely on", async (server) => {
  const filledIn = await fillIn(server);
  const collection = "/api/collections/11111111-2222-4333-8444-555555555555";
  for (
    const sample of [
      "/api/live",
      "/api",
      "/api/collections",
      "/api/collections?format=rss",
      collection,
      `${collection}/items`,
      "/api/search",
      `/api/map/${tileAround(walk(11)[0]!, 15)}.mvt`,
      "/api/map/style.json",
      "/api/docs/specs.json",
    ]
  ) {
    const path = filledIn(sample);
    const [get, head] = await Promise.all(
      ["GET", "HEAD"].map((method) => fetch(server.url + path, { method, headers: WITHOUT_COMPRESSION })),
    );
    const { byteLength } = await get!.arrayBuffer();
    await head!.body?.cancel();
    assert.deepEqual([get!.status, head!.status], [200, 200], path);
    assert.ok(byteLength > 0, path);
    assert.equal(head!.headers.get("Content-Length"), String(byteLength), path);
  }
}, { PICTURE_PROCESS_THREADS_LIMIT: "0" });

serverTest("long texts are compressed as clients accept it, with an ETag of their own", async (server) => {
  const ask = (encoding: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api`, { headers: { "Accept-Encoding": encoding, ...headers } });
  const plain = await ask("identity"), compressed = await ask("br;q=0.5, gzip");
  assert.deepEqual([plain, compressed].map(({ headers }) => headers.get("Content-Encoding")), [null, "gzip"]);
  assert.deepEqual(await plain.json(), await compressed.json());
  for (const { headers } of [plain, compressed]) assert.match(headers.get("Vary")!, /Accept-Encoding/);
  assert.equal(compressed.headers.get("ETag"), `W/${plain.headers.get("ETag")}`);
  for (const { headers } of [plain, compressed]) {
    const again = await ask("gzip", { "If-None-Match": headers.get("ETag")! });
    await again.body?.cancel();
    assert.equal(again.status, 304);
  }
  const short = await fetch(`${server.url}/api/live`, { headers: { "Accept-Encoding": "gzip" } });
  assert.deepEqual([short.headers.get("Content-Encoding"), await short.json()], [null, { live: true }]);
});

serverTest("nothing is compressed with API_COMPRESSION=false", async (server) => {
  const { headers, body } = await fetch(`${server.url}/api`, { headers: { "Accept-Encoding": "gzip" } });
  await body?.cancel();
  assert.equal(headers.get("Content-Encoding"), null);
}, { API_COMPRESSION: "false" });

serverTest("/.well-known/security.txt names the contact of the instance", async (server) => {
  const text = await (await fetch(`${server.url}/.well-known/security.txt`)).text();
  assert.match(text, /^Contact: mailto:security@example\.org$/m);
  const expires = Date.parse(capture(/^Expires: (.*)$/m, text));
  assert.ok(expires > Date.now() && expires < Date.now() + 365 * 24 * 3600 * 1000);
  assert.match(text, new RegExp(`^Canonical: ${server.url}/\\.well-known/security\\.txt$`, "m"));
}, { API_SECURITY_CONTACT: "security@example.org" });

serverTest("there is no security.txt without a contact", async (server) => {
  await answer(fetch(`${server.url}/.well-known/security.txt`), 404);
});
