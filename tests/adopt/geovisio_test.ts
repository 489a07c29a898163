/**
 * An instance of the real geovisio, used by several people through its API, then adopted: every answer before and after is the same,
 * but for what `DEVIATIONS` names.
 */
import assert from "node:assert/strict";
import { openDatabase } from "../../src/core/db/open.ts";
import { onlyRow } from "../../src/core/db/rows.ts";
import { readSettings } from "../../src/core/settings/mod.ts";
import { signToken } from "../../src/features/accounts/mod.ts";
import { assembleBackend } from "../../src/main/server.ts";
import { listen } from "../../src/main/listen.ts";
import {
  GEOVISIO_KEY,
  type GeovisioInstance,
  geovisioTest,
  startGeovisio,
  startGeovisioWorker,
} from "../support/geovisio.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { runProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { answer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { createUploadSet, sendFile } from "../support/uploads.ts";

type Headers = Record<string, string>;
// deno-lint-ignore no-explicit-any
type Json = any;

/** Where answers differ on purpose, as `differences()` writes them. See docs/compatibility.md. */
const DEVIATIONS: readonly { where: RegExp; why: string }[] = [
  { where: / conformsTo \d+: undefined → /, why: "more conformance classes are declared, of what works" },
  { where: /^\w+ \/api\/configuration body version: /, why: "another program" },
  {
    where: / (stats:items count|geovisio:length_km|nb_items|extent (spatial|temporal) .*): /,
    why: "what a sequence says about its pictures leaves out those that not everybody may see who may see the sequence",
  },
  { where: / is_hidden: undefined → (true|false)$/, why: "reports tell whether they hid something" },
  {
    where: / features \d+ properties geovisio:(status|visibility): undefined → /,
    why: "search tells it, as single items do",
  },
  { where: / body number(Matched|Returned): undefined → \d+$/, why: "lists of items are counted" },
  { where: /\/catalog\/ status: 404 → 200$/, why: "whoever has no pictures has an empty catalog" },
  { where: /^admin \/api\/pictures\/.* status: 404 → 200$/, why: "administrators see what is hidden, to judge it" },
  {
    where: /^admin \/api\/collections\/.* links (next|prev) /,
    why: "administrators go on to pictures that are hidden",
  },
  {
    where: / body links (first|prev|next|last) GET \S+\?\S*: /,
    why: "pages are those of the collections that the caller may see, without hidden and deleted ones",
  },
  {
    where: /^admin \/api\/users\/\S+\/collection body stats:collections count: /,
    why: "administrators see hidden collections",
  },
  {
    where: / body \d+ (last_used_at|scopes): undefined → /,
    why: "tokens have scopes, and tell when they were last used",
  },
  { where: / processed_at: /, why: "parts of seconds have six digits" },
];

geovisioTest("every answer of geovisio's API is the same after its adoption", async (instance, test) => {
  const { sql, environment, files } = instance;
  const people: Record<string, Headers> = { nobody: {} };
  let urls: string[] = [];
  let before: Map<string, Json> = new Map();
  let left = "";

  await test.step("people use geovisio", async () => {
    await using geovisio = await startGeovisio(instance);
    {
      await using _worker = startGeovisioWorker(instance);
      Object.assign(people, await makeAccounts(instance, geovisio.url));
      urls = await useInstance(instance, geovisio.url, people);
    }
    left = await leaveUndispatched(geovisio.url, people.alice!);
    before = await readAll(geovisio.url, urls, people);
  });

  await test.step("it is adopted", async () => {
    const { code, stderr } = await runProgram(SOURCE_PROGRAM, ["adopt", "--yes"], { folder: files, environment });
    assert.equal(code, 0, stderr);
  });

  const settings = { ...environment, PANORAMAX_DATA: `${files}/data`, PORT: "0" };

  await test.step("answers are the same", async () => {
    await using server = await serve({ ...settings, PICTURE_PROCESS_THREADS_LIMIT: "0" });
    const after = await readAll(server.url, urls, people);
    const found: string[] = [];
    for (const [request, one] of before) {
      const other = after.get(request);
      if (one.status !== other.status) found.push(`${request} status: ${one.status} → ${other.status}`);
      else found.push(...differences(request, one, other));
    }
    const named = found.filter((difference) => !DEVIATIONS.some(({ where }) => where.test(difference)));
    assert.deepEqual(named, []);
    const unused = DEVIATIONS.filter(({ where }) => !found.some((difference) => where.test(difference)));
    for (const { why } of unused) console.log(`No longer a deviation: ${why}`);
  });

  await test.step("what geovisio had left undone is finished, and uploads go on", async () => {
    await using server = await serve(settings);
    await server.backend.runner!.idle();
    const set = await answer(fetch(`${server.url}/api/upload_sets/${left}`, { headers: people.alice }));
    assert.deepEqual([set.ready, set.associated_collections.length, set.nb_items], [true, 1, 2]);
    const more = await createUploadSet(server, { title: "new", estimated_nb_files: 1 }, people.alice);
    const [picture] = walk(1, { longitude: 6, seed: 90 });
    await answer(
      sendFile(server, more, { name: "new.jpg", bytes: await makePicture(picture) }, { headers: people.alice }),
      202,
    );
    await server.backend.runner!.idle();
    const added = await answer(fetch(`${server.url}/api/upload_sets/${more}`, { headers: people.alice }));
    assert.deepEqual([added.ready, added.associated_collections.length], [true, 1]);
  });

  const undone = await runProgram(SOURCE_PROGRAM, ["adopt", "--undo"], { folder: files, environment });
  assert.match(undone.stderr, /pictures: 1 added, 0 deleted/);
  assert.equal((await sql`SELECT FROM panoramax_migration`).length > 0, true);
});

/** Two people and the administrator; their tokens are those that geovisio itself hands out. */
async function makeAccounts({ sql }: GeovisioInstance, url: string): Promise<Record<string, Headers>> {
  for (const name of ["alice", "bob"]) await sql`INSERT INTO accounts (name) VALUES (${name})`;
  const rows = await sql<{ name: string; token: string }[]>`
    SELECT name, t.id AS token FROM accounts a JOIN tokens t ON account_id = a.id`;
  const people: Record<string, Headers> = {};
  for (const { name, token } of rows) {
    const own = { Authorization: `Bearer ${await signToken(token, new TextEncoder().encode(GEOVISIO_KEY))}` };
    const { jwt_token } = await answer(fetch(`${url}/api/users/me/tokens/${token}`, { headers: own }));
    people[name === "Default account" ? "admin" : name] = { Authorization: `Bearer ${jwt_token}` };
  }
  return people;
}

/** What people do; addresses of all that is there afterwards. */
async function useInstance(
  instance: GeovisioInstance,
  url: string,
  people: Record<string, Headers>,
): Promise<string[]> {
  const { sql } = instance;
  const send = (method: string, path: string, body: unknown, headers: Headers = {}, status = 200) =>
    answer(
      fetch(`${url}${path}`, {
        method,
        headers: { "Content-Type": "application/json", ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
      status,
    );
  const upload = async (title: string, count: number, longitude: number, headers: Headers) => {
    const id = await createUploadSet({ url }, { title, estimated_nb_files: count }, headers);
    for (
      const [index, picture] of walk<number>(count, { longitude, seed: longitude * 10, make: "GoPro", model: "Max" })
        .entries()
    ) {
      await answer(
        sendFile({ url }, id, { name: `${index}.jpg`, bytes: await makePicture(picture) }, { headers }),
        202,
      );
    }
    await until(async () => (await answer(fetch(`${url}/api/upload_sets/${id}`, { headers }))).ready);
    const set = await answer(fetch(`${url}/api/upload_sets/${id}`, { headers }));
    const collection = set.associated_collections[0].id as string;
    const { features } = await answer(fetch(`${url}/api/collections/${collection}/items`, { headers }));
    return { id, collection, items: features.map(({ id }: Json) => id) as string[] };
  };
  const { alice, bob, admin } = people;
  const street = await upload("A street", 4, 2, alice!);
  const path = await upload("A path", 3, 3, bob!);
  const hidden = await upload("Hidden", 2, 4, alice!);
  const gone = await upload("Gone", 2, 5, bob!);
  const double = await createUploadSet({ url }, { title: "Again", estimated_nb_files: 1 }, bob);
  const [first] = walk(1, { longitude: 2, seed: 20, make: "GoPro", model: "Max" });
  await answer(sendFile({ url }, double, { name: "0.jpg", bytes: await makePicture(first) }, { headers: bob }), 409);

  const item = (set: { collection: string; items: string[] }, index: number) =>
    `/api/collections/${set.collection}/items/${set.items[index]}`;
  await send("PATCH", item(street, 0), { heading: 90 }, alice);
  await send("PATCH", item(street, 1), { visibility: "owner-only" }, alice);
  await send("PATCH", item(street, 2), { semantics: [{ key: "surface", value: "asphalt" }] }, bob);
  await send("PATCH", `/api/collections/${path.collection}`, {
    title: "Our path",
    semantics: [{ key: "way", value: "path" }],
  }, bob);
  await send("PATCH", `/api/collections/${hidden.collection}`, { visibility: "owner-only" }, alice);
  await send("DELETE", item(path, 1), undefined, bob, 204);
  await send("DELETE", `/api/collections/${gone.collection}`, undefined, bob, 204);
  const annotation = await send("POST", `/api/pictures/${street.items[3]}/annotations`, {
    shape: [1, 1, 100, 100],
    semantics: [{ key: "sign", value: "stop" }],
  }, bob);
  const report = await send("POST", "/api/reports", {
    issue: "blur_missing",
    picture_id: path.items[0],
    reporter_email: "a@b.org",
  });
  const mislocated = await send("POST", "/api/reports", { issue: "mislocated", sequence_id: street.collection }, bob);
  await send("PATCH", `/api/reports/${mislocated.id}`, { status: "closed_solved", resolver_comments: "moved" }, admin);
  await fetch(`${url}/api/pages/terms-of-service/en`, {
    method: "POST",
    headers: { "Content-Type": "text/html", ...admin },
    body: "<p>Be nice.</p>",
  }).then((response) => response.text());
  const square = { type: "Polygon", coordinates: [[[20, 20], [21, 20], [21, 21], [20, 21], [20, 20]]] };
  const feature = (label: string) => ({ type: "Feature", geometry: square, properties: { label, is_public: true } });
  await send("POST", "/api/configuration/excluded_areas", feature("everybody's"), admin);
  await send("POST", "/api/users/me/excluded_areas", feature("alice's"), alice);
  await answer(fetch(`${url}/api/users/me/tokens?description=robot`, { method: "POST", headers: alice }));
  await until(async () =>
    onlyRow(await sql<{ none: boolean }[]>`SELECT NOT EXISTS (SELECT FROM job_queue) AS none`).none
  );

  const accounts = await sql<{ id: string }[]>`SELECT id FROM accounts ORDER BY name`;
  return [
    "/api/conformance",
    "/api/collections",
    "/api/collections?limit=2",
    "/api/configuration",
    "/api/configuration/excluded_areas",
    "/api/users",
    "/api/users/search?q=ali",
    "/api/users/me",
    "/api/users/me/catalog",
    "/api/users/me/collection",
    "/api/users/me/tokens",
    "/api/users/me/reports",
    "/api/users/me/upload_sets",
    "/api/users/me/excluded_areas",
    "/api/reports",
    "/api/pages/terms-of-service",
    "/api/pages/terms-of-service/en",
    "/api/search?limit=50",
    "/api/search?bbox=2.9,40,3.1,50",
    "/api/search?filter=%22semantics.surface%22%3D%27asphalt%27",
    `/api/annotations/${annotation.id}`,
    `/api/reports/${report.id}`,
    `/api/reports/${mislocated.id}`,
    ...accounts.flatMap(({ id }) => [`/api/users/${id}`, `/api/users/${id}/catalog/`, `/api/users/${id}/collection`]),
    ...[street, path, hidden, gone].flatMap((set) => [
      `/api/upload_sets/${set.id}`,
      `/api/upload_sets/${set.id}/files`,
      `/api/collections/${set.collection}`,
      `/api/collections/${set.collection}/items`,
      `/api/collections/${set.collection}/geovisio_status`,
      ...set.items.flatMap((
        id,
        index,
      ) => [item(set, index), `/api/pictures/${id}/hd.jpg`, `/api/pictures/${id}/thumb.jpg`]),
    ]),
    `/api/upload_sets/${double}`,
    `/api/upload_sets/${double}/files`,
  ];
}

/** A complete upload set, for which geovisio's worker had no time. */
async function leaveUndispatched(url: string, headers: Headers): Promise<string> {
  const id = await createUploadSet({ url }, { title: "Left", estimated_nb_files: 2 }, headers);
  for (const [index, picture] of walk(2, { longitude: 8, seed: 80 }).entries()) {
    await answer(sendFile({ url }, id, { name: `${index}.jpg`, bytes: await makePicture(picture) }, { headers }), 202);
  }
  return id;
}

/** Every answer to everybody: status, and JSON or the hash of the bytes. */
async function readAll(url: string, paths: string[], people: Record<string, Headers>): Promise<Map<string, Json>> {
  const answers = new Map<string, Json>();
  for (const path of paths) {
    for (const [name, headers] of Object.entries(people)) {
      const response = await fetch(`${url}${path}`, {
        headers: { "Accept-Language": "en", ...headers },
        redirect: "manual",
      });
      const location = response.headers.get("Location");
      const type = response.headers.get("Content-Type") ?? "";
      const bytes = await response.bytes();
      const text = new TextDecoder().decode(bytes).replaceAll(url, "http://instance");
      let body: Json = text;
      if (type.includes("json")) body = withNamedLinks(JSON.parse(text));
      else if (location !== null) body = location.replace(url, "http://instance");
      else if (response.ok && type.startsWith("image/")) {
        body = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
      }
      answers.set(`${name} ${path}`, { status: response.status, body });
    }
  }
  return answers;
}

/** The order of links means nothing: each gets a key of its own. */
function withNamedLinks(json: Json): Json {
  if (Array.isArray(json)) return json.map(withNamedLinks);
  if (!isObject(json)) return json;
  const entries = Object.entries(json).map(([key, value]) => {
    const named = withNamedLinks(value);
    if (key !== "links" || !Array.isArray(named)) return [key, named];
    return [
      key,
      Object.fromEntries(named.map((link: Json) => [`${link.rel} ${link.method ?? "GET"} ${link.href}`, link])),
    ];
  });
  return Object.fromEntries(entries);
}

/** Each place where two values differ, as `request place: before → after`. */
function differences(place: string, before: Json, after: Json): string[] {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => differences(`${place} ${key}`, before[key], after[key]));
  }
  const [one, other] = [JSON.stringify(before), JSON.stringify(after)];
  return one === other ? [] : [`${place}: ${one?.slice(0, 200)} → ${other?.slice(0, 200)}`];
}

function isObject(value: Json): boolean {
  return typeof value === "object" && value !== null;
}

/** A server in this process, on the database of the settings. */
async function serve(variables: Record<string, string>) {
  const settings = readSettings(variables);
  const database = await openDatabase(settings, "server");
  const backend = await assembleBackend(settings, database);
  const http = await listen(backend.services);
  return {
    url: http.url,
    backend,
    async [Symbol.asyncDispose]() {
      await http.stop();
      await backend.stop();
      await database.close();
    },
  };
}
