import assert from "node:assert/strict";
import { onlyRow } from "../../../../src/core/db/rows.ts";
import { Browser } from "../../../support/browser.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";
import { createUploadSet } from "../../../support/uploads.ts";

const UNKNOWN = { message: "Impossible to find user", status_code: 404 };

type Headers = Record<string, string>;

const me = (server: TestServer, headers: Headers) => answer(fetch(`${server.url}/api/users/me`, { headers }));

function patchMe({ url }: TestServer, headers: Headers, body: unknown): Promise<Response> {
  return fetch(`${url}/api/users/me`, {
    method: "PATCH",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

serverTest("an account is shown to itself and to administrators in full, to others by its name", async (server) => {
  const bob = await server.account("bob");
  const own = await me(server, bob);
  const base = `${server.url}/api/users/${own.id}`;
  const known = {
    id: own.id,
    name: "bob",
    links: [
      { rel: "catalog", type: "application/json", href: `${base}/catalog/` },
      { rel: "collection", type: "application/json", href: `${base}/collection` },
      {
        rel: "user-xyz",
        type: "application/vnd.mapbox-vector-tile",
        title: "Pictures and sequences vector tiles for a given user",
        href: `${base}/map/{z}/{x}/{y}.mvt`,
      },
    ],
  };
  const inFull = {
    ...known,
    tos_latest_change_read: false,
    default_visibility: "anyone",
    permissions: {
      role: "user",
      can_check_reports: false,
      can_edit_excluded_areas: false,
      can_edit_pages: false,
    },
  };
  assert.deepEqual(own, inFull);
  assert.deepEqual(await answer(fetch(base, { headers: bob })), inFull);
  assert.deepEqual(await answer(fetch(base, { headers: server.defaultAccount })), inFull);
  assert.deepEqual(await answer(fetch(base)), known);
  assert.deepEqual(await answer(fetch(base, { headers: await server.account("camille") })), known);
  assert.deepEqual(await answer(fetch(`${server.url}/api/users/${crypto.randomUUID()}`), 404), UNKNOWN);
});

serverTest("administrators may do more, but not on a read-only instance", async (server) => {
  assert.deepEqual((await me(server, server.defaultAccount)).permissions, {
    role: "admin",
    can_check_reports: true,
    can_edit_excluded_areas: false,
    can_edit_pages: false,
  });
}, { API_READ_ONLY: "true" });

serverTest("the list of users is a catalog in the order of their creation", async (server) => {
  await server.account("zoe");
  const ada = await server.account("ada");
  await createUploadSet(server, {}, ada);
  const { id: owner } = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'ada'`);
  await server.sql`INSERT INTO sequences (account_id, status, visibility) VALUES (${owner}, 'deleted', 'owner-only')`;
  for (const path of ["/api/users", "/api/users/", "/api/users?limit=nonsense"]) {
    const list = await answer(fetch(`${server.url}${path}`));
    assert.deepEqual(list.users.map(({ name }: { name: string }) => name), ["Default account", "zoe", "ada"]);
    assert.deepEqual(list.links, [
      { rel: "user-search", type: "application/json", href: `${server.url}/api/users/search`, title: "Search users" },
      { rel: "root", type: "application/json", title: "Instance catalog", href: `${server.url}/api/` },
      { rel: "child", title: 'User "ada" sequences', href: `${server.url}/api/users/${owner}/collection` },
    ]);
    assert.deepEqual(list.users[2], {
      id: owner,
      name: "ada",
      links: [
        { rel: "user-info", type: "application/json", href: `${server.url}/api/users/${owner}` },
        { rel: "collection", type: "application/json", href: `${server.url}/api/users/${owner}/collection` },
      ],
    });
    assert.equal(list.type, "Catalog");
    assert.ok(list.conformsTo.length > 5);
  }
  for (const [limit, count] of [["2", 2], ["0", 0], ["-3", 0], ["999999", 3]] as const) {
    assert.equal((await answer(fetch(`${server.url}/api/users?limit=${limit}`))).users.length, count, limit);
  }
});

serverTest("users are found by parts of their names, the likest first", async (server) => {
  for (const name of ["bob", "bobette", "Loïs", "eloïse", "elise", "elie"]) await server.account(name);
  const search = async (query: string) => {
    const { features } = await answer(fetch(`${server.url}/api/users/search?${query}`));
    return features.map(({ label }: { label: string }) => label);
  };
  assert.deepEqual(await search("q=bob"), ["bob", "bobette"]);
  assert.deepEqual(await search("q=bo&limit=1"), ["bob"]);
  assert.equal((await search("q=el")).length, 3);
  assert.equal((await search("q=el&limit=2")).length, 2);
  assert.deepEqual((await search("q=elo%C3%AFse")).slice(0, 2), ["eloïse", "elise"]);
  assert.deepEqual(await search("q=nobody_at_all"), []);
  assert.deepEqual(await search("q=%27%3B%20TRUNCATE%20x--"), []);
  assert.deepEqual(await search("q=bob%00"), ["bob", "bobette"]);
  for (const query of ["", "?q=", "?q=%00"]) {
    assert.deepEqual(await answer(fetch(`${server.url}/api/users/search${query}`), 400), {
      message: "No search parameter given, you should provide `q=<pattern>` as query parameter",
      status_code: 400,
    });
  }
});

serverTest("what a user found by a search is told", async (server) => {
  await server.account("bob");
  const { id } = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'bob'`);
  assert.deepEqual(await answer(fetch(`${server.url}/api/users/search?q=b`)), {
    features: [{
      id,
      label: "bob",
      links: [
        { rel: "user-info", type: "application/json", href: `${server.url}/api/users/${id}` },
        { rel: "collection", type: "application/json", href: `${server.url}/api/users/${id}/collection` },
      ],
    }],
  });
});

serverTest("a user decides about editing and visibility; null takes the default of the instance", async (server) => {
  const bob = await server.account("bob");
  assert.equal((await answer(patchMe(server, bob, { collaborative_metadata: "no" }))).collaborative_metadata, false);
  const changed = await answer(patchMe(server, bob, { default_visibility: "logged-only" }));
  assert.equal(changed.default_visibility, "logged-only");
  assert.equal(changed.collaborative_metadata, false, "what was not given stays");
  assert.deepEqual(await me(server, bob), changed);
  const reset = await answer(patchMe(server, bob, { default_visibility: null, collaborative_metadata: null }));
  assert.equal(reset.default_visibility, "anyone");
  assert.ok(!("collaborative_metadata" in reset));
  assert.deepEqual(await answer(patchMe(server, bob, {})), reset);
  assert.deepEqual(await answer(fetch(`${server.url}/api/users/me`, { method: "PATCH", headers: bob })), reset);
});

serverTest("what a user cannot decide is refused", async (server) => {
  const bob = await server.account("bob");
  for (
    const [body, field, error] of [
      [
        { default_visibility: "nobody" },
        "default_visibility",
        "Input should be 'anyone', 'owner-only' or 'logged-only'",
      ],
      [
        { collaborative_metadata: "perhaps" },
        "collaborative_metadata",
        "Input should be a valid boolean, unable to interpret input",
      ],
    ] as const
  ) {
    const { message, details } = await answer(patchMe(server, bob, body), 400);
    assert.equal(message, "Impossible to parse parameters");
    assert.deepEqual(details, [{ fields: [field], error, input: Object.values(body)[0] }]);
  }
  assert.equal((await answer(patchMe(server, bob, { role: "admin", name: "root" }))).permissions.role, "user");
});

serverTest("where anybody can register, nothing is for members only", async (server) => {
  const { message } = await answer(
    patchMe(server, await server.account("bob"), { default_visibility: "logged-only" }),
    400,
  );
  assert.match(message, /^The logged-only visibility is not allowed on this instance/);
}, { API_REGISTRATION_IS_OPEN: "true" });

serverTest("the terms of service are accepted once, and read again whenever they changed", async (server) => {
  const { sql } = server;
  await sql`INSERT INTO pages (name, lang, content) VALUES ('terms-of-service', 'en', 'Be kind')`;
  const bob = await server.account("bob");
  const times = async () => {
    const rows = await sql<{ tos_accepted_at: string; tos_latest_change_read_at: string }[]>`
      SELECT tos_accepted_at, tos_latest_change_read_at FROM accounts WHERE name = 'bob'`;
    return onlyRow(rows);
  };
  const post = (path: string) => fetch(`${server.url}/api/users/me/${path}`, { method: "POST", headers: bob });
  const before = await me(server, bob);
  assert.deepEqual([before.tos_accepted, before.tos_latest_change_read], [false, false]);

  const accepted = await answer(post("accept_tos"));
  assert.deepEqual([accepted.tos_accepted, accepted.tos_latest_change_read], [true, true]);
  assert.deepEqual(await me(server, bob), accepted);
  const first = await times();
  await answer(post("accept_tos"));
  const second = await times();
  assert.equal(second.tos_accepted_at, first.tos_accepted_at);
  assert.ok(second.tos_latest_change_read_at > first.tos_latest_change_read_at);

  await sql`UPDATE pages SET updated_at = clock_timestamp()`;
  assert.equal((await me(server, bob)).tos_latest_change_read, false);
  assert.equal(await answer(post("tos_read")), undefined);
  assert.equal((await me(server, bob)).tos_latest_change_read, true);
  assert.equal((await times()).tos_accepted_at, first.tos_accepted_at);
}, { API_ENFORCE_TOS_ACCEPTANCE: "true" });

serverTest("accepting the terms of service with a token counts, and makes the token no session", async (server) => {
  const browser = new Browser(server.url);
  const headers = await server.account("bob");
  await answer(browser.send("/api/users/me/accept_tos", { method: "POST", headers }));
  const [bob] = await server.sql<{ has_accepted: boolean }[]>`
    SELECT tos_accepted_at IS NOT NULL AS has_accepted FROM accounts WHERE name = 'bob'`;
  assert.equal(bob?.has_accepted, true);
  assert.equal(browser.cookie("session"), undefined);
  const unknown = await browser.send("/api/users/me");
  await unknown.body?.cancel();
  assert.equal(unknown.status, 302, "has to log in");
});

serverTest("who did not accept the terms of service cannot upload", async (server) => {
  const bob = await server.account("bob");
  const create = () =>
    fetch(`${server.url}/api/upload_sets`, {
      method: "POST",
      headers: { ...bob, "Content-Type": "application/json" },
      body: JSON.stringify({ title: "A tour" }),
    });
  const page = "https://website.example.org/tos-validation";
  assert.deepEqual(await answer(create(), 401), {
    message:
      `You need to accept the terms of service before uploading any pictures. You can do so by validating them here: ${page}`,
    details: { validation_page: page },
    status_code: 401,
  });
  await answer(fetch(`${server.url}/api/users/me/accept_tos`, { method: "POST", headers: bob }));
  await answer(create());
}, { API_ENFORCE_TOS_ACCEPTANCE: "true", API_WEBSITE_URL: "https://website.example.org/" });
