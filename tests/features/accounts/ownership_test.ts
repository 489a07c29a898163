/** What callers without credentials may change: only what they made themselves. */
import assert from "node:assert/strict";
import { hashPassword } from "../../../src/features/accounts/local/argon2.ts";
import { setPassword } from "../../../src/features/accounts/local/queries.ts";
import { makePicture, walk } from "../../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";

const JSON_BODY = { "Content-Type": "application/json" };
/** Proxies of the tests are trusted, so that a request may come from any address. */
const BEHIND_PROXY = { INFRA_NB_PROXIES: "1" };
const FROM_HERE = { "X-Forwarded-For": "192.0.2.1" };
const FROM_ELSEWHERE = { "X-Forwarded-For": "198.51.100.7" };

interface Change {
  name: string;
  method: string;
  path: string;
  /** Of whoever may do it. */
  status: number;
  body?: () => Promise<BodyInit> | BodyInit;
  headers?: Record<string, string>;
}

async function form(field: string): Promise<FormData> {
  const data = new FormData();
  data.append("position", "1");
  data.append(field, new File([await makePicture(walk(1)[0]!)], "one.jpg"));
  return data;
}

/** Everything that can be done to an upload set; what deletes it comes last. */
const OF_UPLOAD_SETS: Change[] = [
  { name: "sending a file", method: "POST", path: "/files", status: 202, body: () => form("file") },
  { name: "sending a file to /items", method: "POST", path: "/items", status: 409, body: () => form("file") },
  { name: "completing", method: "POST", path: "/complete", status: 200 },
  {
    name: "hiding",
    method: "PATCH",
    path: "",
    status: 200,
    headers: JSON_BODY,
    body: () => JSON.stringify({ visibility: "anyone", sort_method: "filename-asc" }),
  },
  {
    name: "tagging",
    method: "PATCH",
    path: "",
    status: 200,
    headers: JSON_BODY,
    body: () => JSON.stringify({ semantics: [{ key: "a", value: "b" }] }),
  },
  { name: "deleting", method: "DELETE", path: "", status: 204 },
];

async function make(server: TestServer, headers: Record<string, string>) {
  const response = await fetch(`${server.url}/api/upload_sets`, {
    method: "POST",
    headers: { ...JSON_BODY, ...headers },
    body: JSON.stringify({ title: "A walk" }),
  });
  const { id } = await answer(response);
  return { url: `${server.url}/api/upload_sets/${id}`, secret: response.headers.get("Upload-Secret") };
}

async function attempt(url: string, { name, method, path, status, body, headers }: Change, asking: HeadersInit) {
  const response = await fetch(url + path, {
    method,
    headers: { ...headers, ...asking as Record<string, string> },
    body: await body?.(),
  });
  await response.body?.cancel();
  return { name, status: response.status, expected: status };
}

async function allAre(url: string, asking: HeadersInit, expected?: number, changes = OF_UPLOAD_SETS) {
  for (const change of changes) {
    const got = await attempt(url, change, asking);
    assert.equal(got.status, expected ?? got.expected, `${got.name}, ${JSON.stringify(asking)}`);
  }
}

serverTest("An upload set made without credentials is changed by its maker alone", async (server) => {
  const { url, secret } = await make(server, FROM_HERE);
  assert.match(secret!, /^[\w-]{43}$/);
  await allAre(url, FROM_ELSEWHERE, 403);
  await allAre(url, { ...FROM_ELSEWHERE, "Upload-Secret": "x".repeat(43) }, 403);
  await allAre(url, { ...FROM_HERE, Origin: "https://evil.example" }, 403);
  // Tags are for everybody who is known.
  const others = OF_UPLOAD_SETS.filter(({ name }) => name !== "tagging");
  await allAre(url, await server.account("other"), 403, others);
}, BEHIND_PROXY);

serverTest("The maker of an upload set is known by the secret, from anywhere", async (server) => {
  const { url, secret } = await make(server, FROM_HERE);
  await allAre(url, { ...FROM_ELSEWHERE, "Upload-Secret": secret!, Origin: "https://evil.example" });
}, BEHIND_PROXY);

serverTest("The maker of an upload set is known by the address, for a day after its last use", async (server) => {
  const { url } = await make(server, FROM_HERE);
  await server.sql`UPDATE anonymous_makers SET last_seen_at = now() - interval '23 hours'`;
  assert.equal((await attempt(url, OF_UPLOAD_SETS[0]!, FROM_HERE)).status, 202);
  await server.sql`UPDATE anonymous_makers SET last_seen_at = last_seen_at - interval '23 hours'`;
  assert.equal((await attempt(url, OF_UPLOAD_SETS[2]!, FROM_HERE)).status, 200);
  await server.sql`UPDATE anonymous_makers SET last_seen_at = now() - interval '25 hours'`;
  await allAre(url, FROM_HERE, 403);
  await make(server, FROM_HERE);
  const addresses = await server.sql`SELECT address FROM anonymous_makers ORDER BY last_seen_at`;
  assert.deepEqual(addresses.map(({ address }) => address), [null, "192.0.2.1"], "old addresses are forgotten");
}, BEHIND_PROXY);

serverTest("Behind a proxy that the settings do not know of, addresses tell nothing", async (server) => {
  const { url, secret } = await make(server, FROM_HERE);
  await allAre(url, FROM_HERE, 403);
  await allAre(url, { ...FROM_HERE, "Upload-Secret": secret! });
});

serverTest("Upload sets of accounts are changed by nobody without credentials", async (server) => {
  for (const headers of [await server.account("owner"), server.defaultAccount]) {
    const { url, secret } = await make(server, headers);
    assert.equal(secret, null);
    await allAre(url, {}, 403);
  }
});

serverTest("Collections made without credentials take pictures of their maker alone", async (server) => {
  const response = await fetch(`${server.url}/api/collections`, { method: "POST", headers: FROM_HERE });
  const { id } = await answer(response);
  const send = async (headers: Record<string, string>) => {
    const sent = await fetch(`${server.url}/api/collections/${id}/items`, {
      method: "POST",
      headers,
      body: await form("picture"),
    });
    await sent.body?.cancel();
    return sent.status;
  };
  assert.equal(await send(FROM_ELSEWHERE), 403);
  assert.equal(await send(await server.account("other")), 403);
  assert.equal(await send({ ...FROM_ELSEWHERE, "Upload-Secret": response.headers.get("Upload-Secret")! }), 202);
}, BEHIND_PROXY);

serverTest("Pictures are processed again for their owner, administrators and their maker alone", async (server) => {
  const made = await fetch(`${server.url}/api/collections`, { method: "POST", headers: FROM_HERE });
  const { id } = await answer(made);
  const secret = { ...FROM_ELSEWHERE, "Upload-Secret": made.headers.get("Upload-Secret")! };
  const [url, body] = [`${server.url}/api/collections/${id}`, await form("picture")];
  const { id: item } = await answer(fetch(`${url}/items`, { method: "POST", headers: secret, body }), 202);
  for (const path of [`${url}/prepare`, `${url}/items/${item}/prepare`]) {
    const prepare = async (headers: Record<string, string>, status: number) =>
      await answer(fetch(path, { method: "POST", headers }), status);
    await prepare(FROM_ELSEWHERE, 403);
    await prepare(await server.account(`other ${path}`), 403);
    for (const headers of [FROM_HERE, secret, server.defaultAccount]) await prepare(headers, 202);
  }
}, BEHIND_PROXY);

async function addPassword({ sql }: TestServer): Promise<void> {
  const [account] = await sql<{ id: string }[]>`INSERT INTO accounts (name) VALUES ('alice') RETURNING id`;
  await setPassword(sql, account!.id, { login: "alice", hash: await hashPassword("a long password") });
}

serverTest("Once there are accounts with passwords, nobody uploads without credentials", async (server) => {
  const { url, secret } = await make(server, {});
  await addPassword(server);
  await allAre(url, { "Upload-Secret": secret! }, 401);
  await answer(fetch(`${server.url}/api/upload_sets`, { method: "POST", headers: JSON_BODY, body: "{}" }), 401);
  const page = await (await fetch(`${server.url}/upload`, { headers: { Accept: "text/html" } })).text();
  assert.match(page, /\/api\/auth\/login\?next_url=/);
});

serverTest("Instances can keep anonymous uploads", async (server) => {
  await addPassword(server);
  const { url, secret } = await make(server, FROM_HERE);
  await allAre(url, { ...FROM_ELSEWHERE, "Upload-Secret": secret! });
}, { ...BEHIND_PROXY, API_KEEP_ANONYMOUS_UPLOADS: "true" });
