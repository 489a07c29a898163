/** Whoever saw a picture sees at once that it was hidden, blurred again or deleted, whatever caches lie between. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { present } from "../../support/present.ts";
import { startBlurServer } from "../../support/blur_server.ts";
import { CachingClient, type Kept } from "../../support/caching_client.ts";
import { makePicture, walk } from "../../support/pictures.ts";
import { answer, filesBelow, serverTest, type TestServer } from "../../support/server.ts";
import { tileAround } from "../../support/tiles.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../support/uploads.ts";

const blurServer = startBlurServer();
Deno.test.afterAll(async () => await blurServer[Symbol.asyncDispose]());

const START = { longitude: 2.3522, latitude: 48.8566 };
const PANORAMAS = walk(3, { ...START, projection: "equirectangular", step: 20, interval: 20 });
const TILE = `${tileAround(START, 15)}.mvt`;
const YEAR = 365 * 24 * 3600 * 1000;

interface Shown {
  collection: string;
  /** The first is the one that is changed. */
  pictures: string[];
  files: string[];
  /** Lists and descriptions that name the picture. */
  texts: string[];
}

async function upload(server: TestServer): Promise<Shown> {
  const headers = server.defaultAccount;
  const set = await createUploadSet(server, { estimated_nb_files: PANORAMAS.length }, headers);
  const pictures: string[] = [];
  for (const [index, options] of PANORAMAS.entries()) {
    const file = { name: `${index}.jpg`, bytes: await makePicture(options) };
    pictures.push((await answer(sendFile(server, set, file, { headers }), 202)).picture_id);
  }
  const { associated_collections: [{ id: collection }] } = await uploadSetWhenIdle(server, set);
  const id = present(pictures[0]);
  const { account } = onlyRow(
    await server.sql<{ account: string }[]>`SELECT account_id AS account FROM sequences`,
  );
  return {
    collection,
    pictures,
    files: [
      ...["hd", "sd", "thumb", "tiled/0_0"].map((name) => `/api/pictures/${id}/${name}.jpg`),
      `/api/collections/${collection}/thumb.jpg`,
    ],
    texts: [
      `/api/pictures/${id}`,
      `/api/collections/${collection}/items`,
      `/api/collections/${collection}/items/${id}`,
      `/api/collections/${collection}/items?limit=1`,
      `/api/collections/${collection}/geovisio_status`,
      `/api/search`,
      `/api/search?ids=${id}`,
      `/api/search?collections=${collection}`,
      ...["", `/users/${account}`].map((of) => `/api${of}/map/${TILE}`),
    ],
  };
}

/** As after a year in which nobody changed anything. */
async function makeOld({ storage }: TestServer): Promise<void> {
  const then = new Date(Date.now() - YEAR);
  for (const file of await filesBelow(storage)) await Deno.utime(`${storage}/${file}`, then, then);
}

const askAll = async (client: CachingClient, paths: string[]) =>
  new Map(await Promise.all(paths.map(async (path): Promise<[string, Kept]> => [path, await client.get(path)])));

/** Answers with one picture, or with what it is sent. */
function blurInto(picture?: Uint8Array<ArrayBuffer>): void {
  blurServer.answer = (sent) => new Response(picture ?? sent, { headers: { "Content-Type": "image/jpeg" } });
}

serverTest("a picture that was hidden, blurred again or deleted is seen as it was nowhere, at once", async (server) => {
  blurInto();
  const { collection, pictures, files, texts } = await upload(server);
  const id = present(pictures[0]);
  const headers = { "Content-Type": "application/json", ...server.defaultAccount };
  const item = `${server.url}/api/collections/${collection}/items/${id}`;
  const client = new CachingClient(server.url);
  const seen = async () => {
    await askAll(client, files);
    await makeOld(server);
    const known = await askAll(client, [...files, ...texts]);
    for (const path of files) assert.equal(known.get(path)!.status, 200, path);
    for (const path of texts) assert.ok(known.get(path)!.text.includes(id), path);
    // Asked twice, so that whatever may be kept is kept by now.
    return await askAll(client, [...files, ...texts]);
  };
  const assertGone = async (before: Map<string, Kept>) => {
    const now = await askAll(client, [...files, ...texts]);
    for (const path of files) assert.notEqual(now.get(path)!.text, before.get(path)!.text, path);
    for (const path of texts) {
      const { status, text } = now.get(path)!;
      assert.ok(!text.includes(id) || status === 404, `${path}: ${text.slice(0, 300)}`);
    }
  };

  let before = await seen();
  const setVisibility = (visibility: string) =>
    answer(fetch(item, { method: "PATCH", headers, body: JSON.stringify({ visibility }) }));
  await setVisibility("owner-only");
  await assertGone(before);
  await setVisibility("anyone");
  before = await seen();

  blurInto(await makePicture({ ...PANORAMAS[0], seed: 77 }));
  await answer(fetch(`${item}/prepare`, { method: "POST", headers }), 202);
  await server.backend.runner!.idle();
  const blurred = await askAll(client, files);
  for (const path of files) {
    assert.equal(blurred.get(path)!.status, 200, path);
    assert.notEqual(blurred.get(path)!.text, before.get(path)!.text, path);
  }

  before = await seen();
  await answer(fetch(item, { method: "DELETE", headers }), 204);
  await assertGone(before);
}, { API_BLUR_URL: blurServer.url });

serverTest("a collection that was hidden or deleted is named nowhere, at once", async (server) => {
  const { collection } = await upload(server);
  const headers = { "Content-Type": "application/json", ...server.defaultAccount };
  const address = `${server.url}/api/collections/${collection}`;
  const { account } = onlyRow(
    await server.sql<{ account: string }[]>`SELECT account_id AS account FROM sequences`,
  );
  const paths = [
    `/api/collections/${collection}`,
    "/api/collections",
    "/api/collections?format=rss",
    `/api/users/${account}/catalog`,
    `/api/users/${account}/collection?format=csv`,
    "/api/search",
    `/api/map/${TILE}`,
  ];
  const client = new CachingClient(server.url);
  const names = async () => {
    const found = await askAll(client, paths);
    return paths.filter((path) => found.get(path)!.text.includes(collection));
  };
  const setVisibility = (visibility: string) =>
    answer(fetch(address, { method: "PATCH", headers, body: JSON.stringify({ visibility }) }));
  for (let times = 0; times < 2; times++) assert.deepEqual(await names(), paths);
  await setVisibility("owner-only");
  assert.deepEqual(await names(), []);
  await setVisibility("anyone");
  for (let times = 0; times < 2; times++) assert.deepEqual(await names(), paths);
  await answer(fetch(address, { method: "DELETE", headers }), 204);
  assert.deepEqual(await names(), []);
});
