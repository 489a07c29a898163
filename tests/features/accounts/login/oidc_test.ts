/** The login by an OpenID Connect provider, over real HTTP with real signatures. */
import assert from "node:assert/strict";
import { openText } from "../../../../src/features/accounts/sessions/signed_text.ts";
import { Browser } from "../../../support/browser.ts";
import { CLIENT_ID } from "../../../support/identity_provider.ts";
import { answer } from "../../../support/server.ts";
import { assertAnonymous, assertRefused, logIn, loginTest, provider, readMe, SECRET } from "./support.ts";

loginTest("login asks the provider for a code, with PKCE, state and nonce", async (server, browser) => {
  await logIn(browser);
  const query = Object.fromEntries(provider.lastRequest!);
  assert.deepEqual(
    { ...query, state: "", nonce: "", code_challenge: "" },
    {
      response_type: "code",
      client_id: CLIENT_ID,
      redirect_uri: `${server.url}/api/auth/redirect`,
      scope: "openid profile email",
      state: "",
      nonce: "",
      code_challenge: "",
      code_challenge_method: "S256",
    },
  );
  for (const name of ["state", "nonce", "code_challenge"]) assert.ok(query[name]!.length >= 43, name);
});

loginTest("a login makes the account, a session and the cookies of websites", async (_, browser) => {
  provider.user = { sub: "12", preferred_username: "Zoë/é" };
  const { response } = await logIn(browser);
  assert.equal(response.status, 302);
  assert.equal(new URL(response.headers.get("Location")!).pathname, "/");
  assert.equal(response.headers.get("Cache-Control"), "private, no-store");
  const me = await readMe(browser);
  assert.equal(me.name, "Zoë/é");
  assert.equal(me.permissions.role, "user");
  assert.equal(browser.cookie("user_id"), me.id);
  assert.equal(decodeURIComponent(browser.cookie("user_name")!), "Zoë/é");
  const { _permanent, account } = openText(browser.cookie("session")!, "session", SECRET, 60)!.value as {
    _permanent: boolean;
    account: Record<string, unknown>;
  };
  assert.equal(_permanent, true);
  assert.deepEqual(account, {
    id: me.id,
    name: "Zoë/é",
    oauth_provider: "keycloak",
    oauth_id: "12",
    tos_accepted: false,
  });
});

loginTest(
  "the account of a person stays the same, and takes the name that the provider tells",
  async (server, browser) => {
    await logIn(browser);
    const { id } = await readMe(browser);
    provider.user = { ...provider.user, preferred_username: "mireille b." };
    const other = new Browser(server.url);
    await logIn(other);
    const me = await readMe(other);
    assert.equal(me.id, id);
    assert.equal(me.name, "mireille b.");
    assert.equal((await server.sql`SELECT FROM accounts WHERE oauth_provider IS NOT NULL`).length, 1);
  },
);

loginTest("a disabled account is told so at its login, which leaves no session", async (server, browser) => {
  await logIn(browser);
  const { id } = await readMe(browser);
  const turn = (what: string) =>
    answer(
      fetch(`${server.url}/api/admin/users/${id}/${what}`, { method: "POST", headers: server.defaultAccount }),
      204,
    );
  await turn("disable");
  const other = new Browser(server.url);
  const { response } = await logIn(other);
  const { message } = await answer(response, 403);
  assert.match(message, /disabled/);
  assert.equal(other.cookie("session"), undefined);
  assert.equal((await server.sql`SELECT FROM sessions`).length, 0);
  await turn("enable");
  await assertAnonymous(other);
  await logIn(other);
  assert.equal((await readMe(other)).id, id);
});

for (
  const [claims, name] of [
    [{ name: "Full Name", email: "a@example.org" }, "Full Name"],
    [{ preferred_username: "", email: "a@example.org", nickname: "nick" }, "a@example.org"],
    [{ nickname: "nick" }, "nick"],
    [{}, "the-subject"],
  ] as const
) {
  loginTest(`of ${JSON.stringify(claims)}, the name is ${name}`, async (_, browser) => {
    provider.user = { sub: "the-subject", ...claims };
    await logIn(browser);
    assert.equal((await readMe(browser)).name, name);
  });
}

loginTest("who has to log in comes back to what was asked for, query included", async (server, browser) => {
  const { response, steps } = await browser.visit("/api/users/me/tokens?a=1&b=%26");
  assert.equal(response.status, 200);
  assert.deepEqual(steps.map(({ path }) => path), [
    "/api/users/me/tokens",
    "/api/auth/login",
    "/realms/test/auth",
    "/api/auth/redirect",
    "/api/users/me/tokens",
  ]);
  assert.equal(steps.at(-1)!.url, `${server.url}/api/users/me/tokens?a=1&b=%26`);
  assert.equal((await response.json())[0].description, "default token");
});

loginTest("logins begun in two windows can both be finished", async (_, browser) => {
  const windows = [];
  for (const name of ["/one", "/two"]) {
    const atProvider = await browser.send(`/api/auth/login?next_url=${name}`);
    windows.push(await browser.send(atProvider.headers.get("Location")!));
  }
  for (const [index, name] of ["/one", "/two"].entries()) {
    const response = await browser.send(windows[index]!.headers.get("Location")!);
    assert.equal(new URL(response.headers.get("Location")!).pathname, name);
  }
});

loginTest("a state works once", async (_, browser) => {
  const { back } = await logIn(browser);
  await assertRefused(await browser.send(back));
});

loginTest(
  "a replay with the cookies of before is refused by the code, which the provider gives once",
  async (_, browser) => {
    const atProvider = await browser.send("/api/auth/login");
    const back = (await browser.send(atProvider.headers.get("Location")!)).headers.get("Location")!;
    const thief = browser.copy();
    assert.equal((await browser.send(back)).status, 302);
    await assertRefused(await thief.send(back));
    await assertAnonymous(thief);
  },
);

loginTest("somebody else's state does not log me in (login CSRF)", async (server, attacker) => {
  const atProvider = await attacker.send("/api/auth/login");
  const back = (await attacker.send(atProvider.headers.get("Location")!)).headers.get("Location")!;
  const victim = new Browser(server.url);
  await assertRefused(await victim.send(back));
  await victim.send("/api/auth/login");
  await assertRefused(await victim.send(back));
  await assertAnonymous(victim);
});

loginTest("a state that is missing, or not of the provider's answer, is refused", async (_, browser) => {
  await browser.send("/api/auth/login");
  for (const query of ["", "?code=x", "?state=x&code=x", "?error=access_denied&state=x"]) {
    await assertRefused(await browser.send(`/api/auth/redirect${query}`));
  }
});

loginTest("a provider that refuses is quoted", async (_, browser) => {
  const atProvider = await browser.send("/api/auth/login");
  const state = new URL(atProvider.headers.get("Location")!).searchParams.get("state");
  const query = `error=access_denied&error_description=Not+you&state=${state}`;
  const { details } = await answer(browser.send(`/api/auth/redirect?${query}`), 403);
  assert.equal(details.error, "Not you");
});

loginTest("pending logins are hidden from scripts; the session is not, since websites read it", async (_, browser) => {
  const pending = await browser.send("/api/auth/login");
  assert.match(pending.headers.getSetCookie().join(), /^pending_logins=.*HttpOnly.*SameSite=Lax/);
  const { response } = await logIn(browser);
  const session = response.headers.getSetCookie().find((cookie) => cookie.startsWith("session="))!;
  assert.match(session, /; Max-Age=604800; Path=\/; SameSite=Lax$/);
});

loginTest("logout ends the session here and at the provider, then goes where one wants", async (server, browser) => {
  await logIn(browser);
  const { steps } = await browser.visit("/api/auth/logout?next_url=/");
  assert.deepEqual(steps.map(({ path }) => path), [
    "/api/auth/logout",
    "/realms/test/logout",
    "/api/auth/post_logout_redirect",
    "/",
  ]);
  const query = provider.lastLogout!;
  assert.equal(query.get("post_logout_redirect_uri"), `${server.url}/api/auth/post_logout_redirect`);
  assert.match(query.get("id_token_hint")!, /^[\w-]+\.[\w-]+\.[\w-]+$/);
  for (const name of ["session", "user_id", "user_name"]) assert.equal(browser.cookie(name), undefined, name);
  await assertAnonymous(browser);
});

loginTest("logout without next_url, or without a login, ends in 202", async (_, browser) => {
  const { response } = await browser.visit("/api/auth/logout");
  assert.equal(response.status, 202);
  assert.equal(await response.text(), "Logged out");
  await logIn(browser);
  assert.equal((await browser.visit("/api/auth/logout")).response.status, 202);
});

loginTest("a provider that does not answer is told so", async (_, browser) => {
  assert.equal((await answer(browser.send("/api/auth/login"), 502)).message, "The identity provider cannot be reached");
}, { OAUTH_OIDC_URL: "http://127.0.0.1:1/realms/none" });

loginTest("on a read-only instance those who have an account can log in, others cannot", async (server, browser) => {
  const { response } = await logIn(browser);
  const { details } = await answer(response, 403);
  assert.match(details.error, /read-only/);
  await server.sql`INSERT INTO accounts (name, oauth_provider, oauth_id)
    VALUES ('as it was', 'keycloak', ${provider.user.sub as string})`;
  await logIn(browser);
  assert.equal((await readMe(browser)).name, "as it was");
  await browser.visit("/api/auth/logout");
  await assertAnonymous(browser);
}, { API_READ_ONLY: "true" });
