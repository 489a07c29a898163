/** The server behind nginx, set up as docs/operations.md says. */
import assert from "node:assert/strict";
import { onlyRow } from "../../src/core/db/rows.ts";
import { hashPassword } from "../../src/features/accounts/mod.ts";
import { Browser } from "../support/browser.ts";
import { instanceTest, makeInstance, sequenceOf, uploadWalk } from "../support/instances.ts";
import { HAS_NGINX, type Nginx, startNginx } from "../support/nginx.ts";
import { makePicture } from "../support/pictures.ts";
import { answer, filesBelow, serverTest, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const PASSWORD = "correct horse battery staple";
const SETTINGS = { INFRA_NB_PROXIES: "1", OAUTH_PROVIDER: "local" };
const page = await Deno.readTextFile(new URL("../../docs/operations.md", import.meta.url));
const [atRoot = "", belowPrefix = ""] = Array.from(page.matchAll(/```nginx\n([\s\S]*?)```/g), ([, snippet]) => snippet);

if (!HAS_NGINX) console.warn("SKIPPED: tests behind nginx, because /usr/sbin/nginx or openssl is not installed");

/** Registers a test of a server behind nginx; `locations` gets the address of the server. */
function nginxTest(
  name: string,
  locations: (url: string) => string,
  body: (nginx: Nginx, server: TestServer) => Promise<void>,
  variables: Record<string, string> = {},
  options: { cacheName?: string } = {},
): void {
  if (!HAS_NGINX) return Deno.test({ name, ignore: true, fn() {} });
  serverTest(name, async (server) => {
    await using nginx = await startNginx(locations(server.url), options);
    await body(nginx, server);
  }, { ...SETTINGS, ...variables });
}

const root = (url: string) => atRoot.replace("http://127.0.0.1:5000", url);
const prefix = (path: string) => (url: string) =>
  belowPrefix.replace("http://127.0.0.1:5000", url).replaceAll("/street", path);

/** A browser that trusts the certificate. It sends no `Sec-Fetch-Site`, as old ones. */
class TlsBrowser extends Browser {
  readonly #client: Deno.HttpClient;

  constructor(home: string, client: Deno.HttpClient) {
    super(home, { Accept: "text/html" });
    this.#client = client;
  }

  override send(address: string, init: RequestInit = {}): Promise<Response> {
    return super.send(address, { ...init, client: this.#client } as RequestInit);
  }
}

async function logIn(browser: TlsBrowser, { sql }: Pick<TestServer, "sql">, base: string): Promise<Response> {
  const { id } = onlyRow(await sql<{ id: string }[]>`INSERT INTO accounts (name) VALUES (${base}) RETURNING id`);
  await sql`
    INSERT INTO local_logins (account_id, login, password_hash)
    VALUES (${id}, ${base.toLowerCase()}, ${await hashPassword(PASSWORD)})`;
  const fields = { name: base, password: PASSWORD };
  const response = await browser.submit(`${base}/login`, fields, { Origin: new URL(base).origin });
  await response.body?.cancel();
  return response;
}

const FORGED = {
  "X-Forwarded-Host": "evil.example",
  "X-Forwarded-Prefix": "@evil.example",
  "X-Forwarded-Port": "666",
  "X-Forwarded-Proto": "javascript",
  "Forwarded": "host=evil.example;proto=http",
};

for (
  const [where, locations, path, settings] of [
    ["at the root", root, "", {}],
    ["below a prefix", prefix("/street"), "/street", {}],
    ["below another prefix", prefix("/maps/a-b.c"), "/maps/a-b.c", {}],
  ] as const
) {
  nginxTest(
    `nginx ${where}: links, redirects and logins by TLS, HTTP/2 and another port`,
    locations,
    async (nginx, server) => {
      const base = nginx.url + path;
      const { client } = nginx;
      for (const headers of [{}, FORGED]) {
        const landing = await answer(fetch(`${base}/api`, { headers, client }));
        for (const { href } of landing.links) {
          assert.ok(href.startsWith(`${base}/`) || !href.includes("localhost"), href);
        }
        assert.doesNotMatch(JSON.stringify(landing), /evil|666/);
      }
      const browser = new TlsBrowser(base, client);
      const loggedIn = await logIn(browser, server, base);
      assert.deepEqual([loggedIn.status, loggedIn.headers.get("Location")], [303, `${base}/`]);
      const cookies = loggedIn.headers.getSetCookie();
      for (const cookie of cookies) {
        assert.match(cookie, new RegExp(`; Path=${path || "/"}; .*Secure`));
      }
      const session = path ? `session${path.replaceAll("/", "_")}` : "session";
      assert.ok(browser.cookie(session), cookies.join("\n"));
      const { steps } = await browser.visit(`${base}/account`);
      assert.deepEqual(steps.map(({ status }) => status), [200]);

      const end = (origin: string, headers: Record<string, string> = {}) =>
        browser.submit(`${base}/account`, { action: "end-sessions" }, { Origin: origin, ...headers });
      for (const origin of ["https://evil.example", "https://localhost", "null"]) {
        assert.equal((await end(origin, FORGED)).status, 403, origin);
      }
      assert.equal((await end(nginx.url)).status, 303);
      assert.ok((await nginx.requests()).every((line) => line.startsWith("HTTP/2.0 ")), "by HTTP/2");
    },
    settings,
  );
}

nginxTest(
  "nginx with PUBLIC_URL: links and redirects start with it, and only its origin may act",
  prefix("/street"),
  async (nginx) => {
    const { client } = nginx;
    const landing = await answer(fetch(`${nginx.url}/street/api`, { headers: FORGED, client }));
    for (const { href } of landing.links) assert.ok(href.startsWith("https://public.example/street"), href);
    const login = await fetch(`${nginx.url}/street/api/users/me`, { client, redirect: "manual" });
    assert.match(login.headers.get("Location")!, /^\/street\/api\/auth\/login\?next_url=%2Fstreet%2Fapi%2Fusers%2Fme$/);
  },
  { PUBLIC_URL: "https://public.example/street", API_DONATION_URL: "https://public.example/street/give" },
);

instanceTest(
  "nginx with two instances on one host: each has its own sessions, accounts and pictures",
  async (first) => {
    if (!HAS_NGINX) return;
    await using second = await makeInstance(first.kind, { variables: SETTINGS });
    await using one = await first.serve();
    await using other = await second.serve();
    await using nginx = await startNginx(prefix("/a")(one.url) + prefix("/b")(other.url));
    const [a, b] = [`${nginx.url}/a`, `${nginx.url}/b`];
    // Without an account, as long as there is none.
    const { setId, pictures: [picture] } = await uploadWalk(one, 1);
    await sequenceOf(one, setId);
    const browser = new TlsBrowser(nginx.url, nginx.client);
    await first.query((sql) => logIn(browser, { sql }, a));
    await second.query((sql) => logIn(browser, { sql }, b));
    const nameAt = async (base: string) => (await answer(browser.send(`${base}/api/users/me`))).name;
    assert.deepEqual([await nameAt(a), await nameAt(b)], [a, b]);

    const { features: [item] } = await answer(browser.send(`${a}/api/search`));
    assert.equal(item.id, picture.id);
    for (const { href } of Object.values<{ href: string }>(item.assets)) {
      assert.ok(href.startsWith(`${a}/`), href);
      assert.equal(await statusAt(browser, href), 200, href);
      assert.equal(await statusAt(browser, href.replace(a, b)), 404, "the other one has no such picture");
    }
    assert.deepEqual((await answer(browser.send(`${b}/api/search`))).features, []);

    const { response } = await browser.visit(`${a}/api/auth/logout`);
    await response.body?.cancel();
    assert.equal(await statusAt(browser, `${a}/api/users/me`), 302);
    assert.equal(await nameAt(b), b);
  },
  { variables: SETTINGS },
);

async function statusAt(browser: TlsBrowser, url: string): Promise<number> {
  const response = await browser.send(url);
  await response.body?.cancel();
  return response.status;
}

nginxTest(
  "nginx with a cache gives a page of another origin an answer that the page may read",
  (url) => root(url).replace("proxy_pass", "proxy_cache answers; add_header X-From $upstream_cache_status; proxy_pass"),
  async ({ url, client }) => {
    const origin = "https://viewer.example";
    const ask = async (headers: Record<string, string> = {}) => {
      const response = await fetch(`${url}/api/queryables`, { client, headers });
      await response.body?.cancel();
      return [response.headers.get("X-From"), response.headers.get("Access-Control-Allow-Origin")];
    };
    assert.deepEqual(await ask(), ["MISS", null]);
    assert.deepEqual(await ask(), ["HIT", null], "it is kept");
    assert.deepEqual(await ask({ Origin: origin }), ["MISS", origin], "not the answer without the header");
    assert.deepEqual(await ask({ Origin: origin }), ["HIT", origin]);
    assert.deepEqual(await ask({ Origin: "https://other.example" }), ["MISS", "https://other.example"]);
  },
  {},
  { cacheName: "answers" },
);

nginxTest("nginx passes the client's address on, and no other", root, async (nginx) => {
  const { client } = nginx;
  const generate = (forged: string) =>
    fetch(`${nginx.url}/api/auth/tokens/generate`, { method: "POST", client, headers: { "X-Forwarded-For": forged } });
  const statuses = new Set<number>();
  for (let index = 0; index < 70; index++) {
    const response = await generate(`198.51.100.${index}`);
    await response.body?.cancel();
    statuses.add(response.status);
  }
  assert.deepEqual([...statuses], [200, 429], "forged addresses are no further clients");
});

nginxTest("nginx streams an upload of 20 MB through, unbuffered", root, async (nginx, server) => {
  const { client } = nginx;
  const set = await answer(fetch(`${nginx.url}/api/upload_sets`, {
    method: "POST",
    client,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ title: "Large", estimated_nb_files: 1 }),
  }));
  const picture = await makePicture({
    width: 64,
    height: 64,
    time: new Date("2024-05-01T10:00:00Z"),
    longitude: 2,
    latitude: 48,
  });
  const file = new Uint8Array(20 * 1024 * 1024);
  file.set(picture);
  const boundary = "a-boundary";
  const before = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="large.jpg"\r\n` +
    "Content-Type: image/jpeg\r\n\r\n";
  const { promise: isArriving, resolve: onArrival } = Promise.withResolvers<void>();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(encoder.encode(before));
      controller.enqueue(file.subarray(0, file.length / 2));
      await isArriving;
      controller.enqueue(file.subarray(file.length / 2));
      controller.enqueue(encoder.encode(`\r\n--${boundary}--\r\n`));
      controller.close();
    },
  });
  const headers = {
    "Content-Type": `multipart/form-data; boundary=${boundary}`,
  };
  const sending = fetch(`${nginx.url}/api/upload_sets/${set.id}/files`, { method: "POST", client, headers, body });
  // The second half is only sent when the server has the first one: nginx does not wait for all of it.
  await until(async () => (await filesBelow(server.storage)).some((name) => name.includes(".incoming-")));
  onArrival();
  const accepted = await answer(sending, 202);
  assert.equal(accepted.size ?? file.length, file.length);
  assert.ok((await nginx.requests()).at(-1)!.startsWith("HTTP/2.0 POST "));
});
