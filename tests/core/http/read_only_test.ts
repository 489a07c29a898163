/**
 * An instance with content, served read only: every route of the application is asked for what is there. Routes that change
 * something refuse, whoever asks; all others answer as before, on a connection that cannot write.
 */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { createApp } from "../../../src/main/app.ts";
import { openPool, type Sql } from "../../../src/core/db/sql.ts";
import { ACCESS_RULES } from "../../../src/core/http/access_rules.ts";
import type { RouteDeclaration } from "../../../src/core/http/router.ts";
import { assembleBackend } from "../../../src/main/server.ts";
import { listen } from "../../../src/main/listen.ts";
import { hashPassword, setPassword } from "../../../src/features/accounts/mod.ts";
import { beginSetup, confirmSetup } from "../../../src/features/accounts/second_factor/second_factor.ts";
import { codeOf, stepAt } from "../../../src/features/accounts/second_factor/totp.ts";
import { Authenticator } from "../../support/authenticator.ts";
import { Browser } from "../../support/browser.ts";
import { makePicture, walk } from "../../support/pictures.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../support/uploads.ts";

const NOTHING = "00000000-0000-0000-0000-000000000000";
const PASSWORD = "a long password";

/** What is on the instance, by the parts of addresses that it is found by. */
type Content = Record<"collections" | "items" | "pictures" | "upload_sets" | "users" | "tokens" | "reports", string>;

async function fillInstance(server: TestServer): Promise<Content> {
  const set = await createUploadSet(server, { estimated_nb_files: 2 }, server.defaultAccount);
  for (const [index, options] of walk(2).entries()) {
    const file = { name: `${index}.jpg`, bytes: await makePicture(options) };
    await answer(sendFile(server, set, file, { headers: server.defaultAccount }), 202);
  }
  const { associated_collections: [{ id: collection }] } = await uploadSetWhenIdle(server, set, server.defaultAccount);
  const { features: [{ id: picture }] } = await answer(fetch(`${server.url}/api/collections/${collection}/items`));
  await answer(
    fetch(`${server.url}/api/pages/terms-of-service/en`, {
      method: "POST",
      headers: { ...server.defaultAccount, "Content-Type": "text/html" },
      body: "<p>Terms</p>",
    }),
  );
  const report = await answer(
    fetch(`${server.url}/api/reports`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ issue: "mislocated", picture_id: picture, reporter_comments: "It is elsewhere" }),
    }),
  );
  const account = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
  await setPassword(server.sql, account.id, { login: "default", hash: await hashPassword(PASSWORD) });
  const token = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM tokens WHERE account_id = ${account.id}`);
  return {
    collections: collection,
    items: picture,
    pictures: picture,
    upload_sets: set,
    users: account.id,
    tokens: token.id,
    reports: report.id,
  };
}

/** The address of a route, with what is on the instance in it. */
function addressOf(path: string, content: Content): string {
  return path.replaceAll(/(?<=\/(\w+)\/)\{\w+:uuid\}/g, (_, kind: keyof Content) => content[kind] ?? NOTHING)
    .replaceAll(/\{\w+:int\}/g, "0").replace("{format}", "jpg").replace("{column}_{row}", "0_0")
    .replace("{page}", "terms-of-service").replace("{language}", "en").replaceAll(/\{\w+(:\w+)?\}/g, "x");
}

/** Rows and their content, of every table but that of who is logged in. */
async function digestTables(sql: Sql): Promise<Record<string, string>> {
  const tables = await sql<
    { name: string }[]
  >`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
    AND relkind = 'r' AND relname NOT IN ('spatial_ref_sys', 'sessions')`;
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await sql<{ digest: string }[]>`
      SELECT concat(count(*), ' ', sum(hashtext(t::text)::bigint)) AS digest FROM ${sql(name)} t`;
    digests[name] = onlyRow(rows).digest;
  }
  return digests;
}

/** Serves the content of a server a second time, read only. */
async function serveReadOnly(server: TestServer, body: (url: string, routes: RouteDeclaration[]) => Promise<void>) {
  const sql = openPool(server.database.target, { max: 5, readOnly: true });
  const settings = { ...server.backend.services.settings, API_READ_ONLY: true };
  const backend = await assembleBackend(settings, { sql, whenAlone: (work) => work() });
  const http = await listen(backend.services);
  try {
    await body(http.url, createApp(backend.services).router.declarations);
  } finally {
    await http.stop();
    await backend.stop();
    await sql.end({ timeout: 5 });
  }
}

serverTest(
  "A read-only instance with content refuses every route that writes, and answers all others",
  async (server) => {
    const content = await fillInstance(server);
    const before = await digestTables(server.sql);
    await serveReadOnly(server, async (url, routes) => {
      const browser = new Browser(url);
      const login = await browser.submit("/login", { name: "default", password: PASSWORD });
      assert.equal(login.status, 303);
      const session = { Cookie: `session=${browser.cookie("session")}` };
      let found = 0;
      for (const headers of [{}, server.defaultAccount, session]) {
        for (const { method, path, access } of routes) {
          const response = await fetch(url + addressOf(path, content), {
            method: method.toUpperCase(),
            headers,
            redirect: "manual",
          });
          const text = await response.text();
          const what = `${method} ${path} (${access}): ${response.status} ${text.slice(0, 200)}`;
          if (ACCESS_RULES[access].writes) {
            assert.equal(response.status, 401, what);
            assert.deepEqual(JSON.parse(text), {
              message: "The instance is read only for the moment, no modification are authorized",
            }, what);
          } else {
            assert.ok(response.status < 500, what);
            if (response.status === 200) found++;
          }
        }
      }
      assert.ok(found > 100, `${found} answers with content`);
      assert.deepEqual(await digestTables(server.sql), before, "nothing is written");
    });
  },
  { OAUTH_PROVIDER: "local" },
);

serverTest("A read-only instance shows what is on it, and lets people log in and out", async (server) => {
  const { collections, pictures } = await fillInstance(server);
  await serveReadOnly(server, async (url) => {
    const read = (path: string, init?: RequestInit) => answer(fetch(url + path, init));
    assert.equal((await read("/api/configuration")).is_read_only, true);
    assert.deepEqual((await read("/api/collections")).collections.map(({ id }: { id: string }) => id), [collections]);
    assert.equal((await read(`/api/collections/${collections}/items`)).features.length, 2);
    assert.equal((await read("/api/search?limit=10")).features.length, 2);
    const search = { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" };
    assert.equal((await read("/api/search", search)).features.length, 2);
    for (const size of ["hd", "sd", "thumb"]) {
      const response = await fetch(`${url}/api/pictures/${pictures}/${size}.jpg`);
      assert.equal(response.status, 200, size);
      assert.equal(response.headers.get("Content-Type"), "image/jpeg");
      await response.body?.cancel();
    }
    const { permissions } = await read("/api/users/me", { headers: server.defaultAccount });
    assert.deepEqual(permissions, {
      role: "admin",
      can_check_reports: true,
      can_edit_excluded_areas: false,
      can_edit_pages: false,
    });

    const browser = new Browser(url);
    await browser.submit("/login", { name: "default", password: PASSWORD });
    assert.equal((await browser.visit("/account")).response.status, 200);
    assert.equal((await browser.visit("/api/auth/logout")).response.status, 202);
    assert.equal((await browser.send("/account")).status, 302);
  });
}, { OAUTH_PROVIDER: "local" });

serverTest("A read-only instance takes codes and passkeys, each of them once", async (server) => {
  const { users: account } = await fillInstance(server);
  const services = { sql: server.sql, secretKey: server.backend.services.secretKey };
  const post = (browser: Browser, path: string, body: unknown) =>
    browser.send(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  const logIn = async (url: string) => {
    const browser = new Browser(url);
    await (await browser.submit("/login", { name: "default", password: PASSWORD })).body?.cancel();
    return browser;
  };
  await serveReadOnly(server, async (url) => {
    const origin = url.replace("127.0.0.1", "localhost"), writable = server.url.replace("127.0.0.1", "localhost");
    const own = await logIn(writable), phone = new Authenticator(writable);
    const created = phone.create(await answer(post(own, "/api/users/me/passkeys/options", { password: PASSWORD })));
    await answer(post(own, "/api/users/me/passkeys", { name: "phone", response: created }));
    const secret = await beginSetup(services, account) ?? assert.fail("no secret");
    const codes = await confirmSetup(services, account, codeOf(secret, stepAt(Date.now()))) ??
      assert.fail("wrong code");
    await server.sql`UPDATE second_factors SET last_step = 0`;
    for (const code of [codeOf(secret, stepAt(Date.now())), codes[0]!]) {
      for (const status of [303, 401]) {
        const browser = await logIn(url), response = await browser.submit("/login/code", { code });
        await response.body?.cancel();
        assert.equal(response.status, status);
      }
    }
    const browser = new Browser(origin);
    phone.origin = origin;
    const signed = phone.get(await answer(post(browser, "/api/auth/passkey/options", {})));
    await answer(post(browser, "/api/auth/passkey", { response: signed }));
    assert.equal((await answer(browser.send("/api/users/me"))).id, account);
  });
}, { OAUTH_PROVIDER: "local" });
