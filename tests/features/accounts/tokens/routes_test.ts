import assert from "node:assert/strict";
import { answer, serverTest } from "../../../support/server.ts";

const UNKNOWN = { message: "Impossible to find token", status_code: 404 };
const json = (headers: Record<string, string>, body: unknown) => ({
  method: "POST",
  headers: { ...headers, "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

serverTest("an account makes, lists, reads and revokes its tokens", async (server) => {
  const bob = await server.account("bob");
  const url = `${server.url}/api/users/me/tokens`;
  const [first, ...others] = await answer(fetch(`${url}/`, { headers: bob }));
  assert.deepEqual(others, []);
  assert.deepEqual({ ...first, generated_at: "" }, {
    id: first.id,
    description: "default token",
    generated_at: "",
    scopes: ["read", "upload", "edit", "admin"],
    links: [{ rel: "self", type: "application/json", href: `${url}/${first.id}` }],
  });
  assert.match(first.generated_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/);

  const made = await answer(fetch(url, json(bob, { description: "my camera" })));
  assert.equal(made.description, "my camera");
  const withIt = { Authorization: `Bearer ${made.jwt_token}` };
  assert.equal((await answer(fetch(`${server.url}/api/users/me`, { headers: withIt }))).name, "bob");
  const listed = await answer(fetch(url, { headers: withIt }));
  assert.deepEqual(listed.map(({ id }: { id: string }) => id), [first.id, made.id]);
  assert.ok(!JSON.stringify(listed).includes("jwt_token"));
  assert.deepEqual((await answer(fetch(`${url}/${made.id}`, { headers: bob }))).id, made.id);

  assert.deepEqual(await answer(fetch(`${url}/${made.id}`, { method: "DELETE", headers: withIt })), {
    message: "token revoked",
  });
  assert.equal(
    (await answer(fetch(url, { headers: withIt }), 403)).details.error,
    "Token does not exist anymore",
  );
  assert.deepEqual(await answer(fetch(`${url}/${made.id}`, { headers: bob }), 404), UNKNOWN);
});

serverTest("the description of a token may be missing, and has bounds", async (server) => {
  const bob = await server.account("bob");
  const url = `${server.url}/api/users/me/tokens`;
  assert.equal((await answer(fetch(url, json(bob, {})))).description, "");
  assert.equal((await answer(fetch(url, { method: "POST", headers: bob }))).description, null);
  for (const description of ["x".repeat(1025), "a\0b", 12, ["a"]]) {
    const { message, details } = await answer(fetch(url, json(bob, { description })), 400);
    assert.equal(message, "Impossible to parse parameters");
    assert.deepEqual(details[0].fields, ["description"]);
  }
});

serverTest("nobody reads or revokes tokens of others", async (server) => {
  const bob = await server.account("bob");
  const camille = await server.account("camille");
  const [{ id }] = await answer(fetch(`${server.url}/api/users/me/tokens`, { headers: bob }));
  for (const headers of [camille, server.defaultAccount]) {
    for (const method of ["GET", "DELETE"]) {
      const response = fetch(`${server.url}/api/users/me/tokens/${id}`, { method, headers });
      assert.deepEqual(await answer(response, 404), UNKNOWN);
    }
  }
  await answer(fetch(`${server.url}/api/users/me`, { headers: bob }));
});

async function generate(server: { url: string }, description = "") {
  const query = description ? `?description=${encodeURIComponent(description)}` : "";
  const made = await answer(fetch(`${server.url}/api/auth/tokens/generate${query}`, { method: "POST" }));
  const [{ rel, href }] = made.links;
  assert.equal(rel, "claim");
  return { ...made, claim: href, headers: { Authorization: `Bearer ${made.jwt_token}` } };
}

serverTest("a generated token works once it is claimed, by whom claims it first", async (server) => {
  const bob = await server.account("bob");
  const camille = await server.account("camille");
  const token = await generate(server, "a program & more");
  assert.equal(token.description, "a program & more");
  const me = () => fetch(`${server.url}/api/users/me`, { headers: token.headers });
  assert.match((await answer(me(), 403)).details.error, /^Token not yet claimed/);

  const claim = (headers: Record<string, string>) => fetch(token.claim, { headers, redirect: "manual" });
  const claimed = await claim(bob);
  assert.equal(claimed.status, 302);
  assert.equal(claimed.headers.get("Location"), `${server.url}/token-accepted`);
  assert.equal((await answer(me())).name, "bob");
  assert.deepEqual(await answer(claim(bob)), { message: "token already associated to account" });
  assert.deepEqual(await answer(claim(camille), 403), {
    message: "Token already claimed by another account",
    status_code: 403,
  });
  assert.equal((await answer(me())).name, "bob");
  const unknown = fetch(`${server.url}/api/auth/tokens/${crypto.randomUUID()}/claim`, { headers: bob });
  assert.deepEqual(await answer(unknown, 404), UNKNOWN);
});

serverTest("tokens that nobody claims in 30 days do not stay", async (server) => {
  const bob = await server.account("bob");
  const [forgotten, late, kept] = [await generate(server), await generate(server), await generate(server)];
  const claim = async (token: { claim: string }) => {
    const response = await fetch(token.claim, { method: "POST", headers: bob, redirect: "manual" });
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await claim(kept), 302);
  const age = (id: string, days: number) =>
    server.sql`UPDATE tokens SET generated_at = now() - make_interval(days => ${days}) WHERE id = ${id}`;
  await age(forgotten.id, 31);
  await age(late.id, 29);
  await age(kept.id, 1000);
  await generate(server);
  assert.equal(await claim(forgotten), 404);
  assert.equal(await claim(late), 302);
  await answer(fetch(`${server.url}/api/users/me`, { headers: kept.headers }));
});

serverTest("nobody has more than so many tokens generated", async (server) => {
  for (let count = 0; count < 60; count++) await generate(server);
  await answer(fetch(`${server.url}/api/auth/tokens/generate`, { method: "POST" }), 429);
  assert.equal((await server.sql`SELECT FROM tokens WHERE account_id IS NULL`).length, 60);
});

serverTest("of many who claim a token at once, one gets it", async (server) => {
  const token = await generate(server);
  const accounts = await Promise.all([1, 2, 3, 4, 5].map((number) => server.account(`user ${number}`)));
  const statuses = await Promise.all(accounts.map(async (headers) => {
    const response = await fetch(token.claim, { headers, redirect: "manual" });
    await response.body?.cancel();
    return response.status;
  }));
  assert.deepEqual(statuses.toSorted(), [302, 403, 403, 403, 403]);
  const winner = accounts[statuses.indexOf(302)];
  assert.equal(
    (await answer(fetch(`${server.url}/api/users/me`, { headers: token.headers }))).id,
    (await answer(fetch(`${server.url}/api/users/me`, { headers: winner }))).id,
  );
});

serverTest("without a website, a claim is confirmed in words", async (server) => {
  const response = await fetch((await generate(server)).claim, { headers: await server.account("bob") });
  assert.equal(await response.text(), "You are now logged in the CLI, you can upload your pictures");
}, { API_WEBSITE_URL: "false" });

serverTest("a claim leads to the terms of service when they are not accepted", async (server) => {
  const response = await fetch((await generate(server)).claim, {
    headers: await server.account("bob"),
    redirect: "manual",
  });
  await response.body?.cancel();
  assert.equal(
    response.headers.get("Location"),
    "https://website.example.org/tos-validation?next_url=%2Ftoken-accepted",
  );
}, { API_ENFORCE_TOS_ACCEPTANCE: "true", API_WEBSITE_URL: "https://website.example.org" });

for (
  const [browser, headers] of [
    ["that follows a link", { "Accept": "text/html,application/xhtml+xml,*/*;q=0.8" }],
    ["that loads a picture", { "Accept": "image/avif,image/webp", "Sec-Fetch-Mode": "no-cors" }],
  ] as const
) {
  serverTest(`a browser ${browser} is asked before the token is claimed`, async (server) => {
    const bob = await server.account("bob");
    const token = await generate(server, "<script>alert(1)</script>");
    const me = () => fetch(`${server.url}/api/users/me`, { headers: token.headers });
    const page = await fetch(token.claim, { headers: { ...bob, ...headers } });
    const text = await page.text();
    assert.equal(page.status, 200);
    assert.match(text, /<form method="post">/);
    assert.ok(!text.includes("<script>"), "what the program says is shown as text");
    await answer(me(), 403);
    const claimed = await fetch(token.claim, { method: "POST", headers: { ...bob, ...headers }, redirect: "manual" });
    await claimed.body?.cancel();
    assert.equal(claimed.headers.get("Location"), `${server.url}/token-accepted`);
    assert.equal((await answer(me())).name, "bob");
  });
}
