/** Logging in with a password of the instance, over real HTTP. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { hashPassword } from "../../../src/features/accounts/mod.ts";
import { Browser } from "../../support/browser.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";

const PASSWORD = "a long password";
const HASH = await hashPassword(PASSWORD);
const LOCAL = { OAUTH_PROVIDER: "local" };

/** Makes an account that logs in with the password above; its id. */
async function makeLogin({ sql }: TestServer, name: string): Promise<string> {
  const { id } = onlyRow(await sql<{ id: string }[]>`INSERT INTO accounts (name) VALUES (${name}) RETURNING id`);
  await sql`INSERT INTO local_logins (account_id, login, password_hash) VALUES (${id}, ${name.toLowerCase()}, ${HASH})`;
  return id;
}

function passwordTest(
  name: string,
  body: (server: TestServer, browser: Browser) => Promise<void>,
  variables: Record<string, string> = {},
): void {
  serverTest(name, async (server) => {
    await makeLogin(server, "Ana");
    await body(server, new Browser(server.url, { Accept: "text/html" }));
  }, { ...LOCAL, ...variables });
}

const logIn = (browser: Browser, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  browser.submit("/login", { name: "Ana", password: PASSWORD, ...fields }, headers);

async function assertStatus(response: Response, status: number): Promise<string> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return text;
}

const nameOf = async (browser: Browser) => (await answer(browser.send("/api/users/me"))).name;

async function assertAnonymous(browser: Browser): Promise<void> {
  await assertStatus(await browser.send("/api/users/me"), 302);
}

passwordTest("somebody who has to log in is asked for name and password, then returns", async (server, browser) => {
  const { response, steps } = await browser.visit("/api/users/me?a=1");
  assert.deepEqual(steps.map(({ path, status }) => [path, status]), [
    ["/api/users/me", 302],
    ["/api/auth/login", 302],
    ["/login", 200],
  ]);
  const page = await response.text();
  assert.match(page, /<form method="post">[^]*name="name"[^]*name="password"[^]*type="password"/);
  assert.ok(page.includes(`value="${server.url}/api/users/me?a=1"`));
  const loggedIn = await browser.submit(steps.at(-1)!.url, {
    name: " ANA ",
    password: PASSWORD,
    next_url: `${server.url}/api/users/me?a=1`,
  });
  await assertStatus(loggedIn, 303);
  assert.equal(loggedIn.headers.get("Location"), `${server.url}/api/users/me?a=1`);
  assert.equal(await nameOf(browser), "Ana");
  assert.equal(decodeURIComponent(browser.cookie("user_name")!), "Ana");
  await assertStatus(await browser.send("/login"), 302);
});

passwordTest("wrong names and wrong passwords get the same answer", async (_, browser) => {
  const pages = [];
  const wrong: Record<string, string>[] = [{ password: "wrong" }, { password: "" }, { name: "nobody" }, {
    name: "a\0b",
  }];
  for (const fields of wrong) {
    pages.push((await assertStatus(await logIn(browser, fields), 401)).replaceAll(/value="[^"]*"/g, ""));
    assert.equal(browser.cookie("session"), undefined);
  }
  assert.match(pages[0] ?? "", /role="alert">Wrong name or password</);
  for (const page of pages) assert.equal(page, pages[0]);
});

passwordTest("pages cannot be framed, scripted or cached", async (_, browser) => {
  const response = await browser.send("/login?next_url=%2F%22%3E%3Cscript%3E");
  const page = await assertStatus(response, 200);
  assert.ok(!page.includes("<script"));
  const policy = response.headers.get("Content-Security-Policy")!;
  for (const part of ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"]) {
    assert.ok(policy.includes(part), policy);
  }
  assert.equal(response.headers.get("Cache-Control"), "private, no-store");
  assert.ok(!/https?:\/\/(?!127\.0\.0\.1)/.test(page), "nothing from elsewhere");
  const wrong = await logIn(browser, { name: "<script>alert(1)</script>" });
  assert.ok(!(await assertStatus(wrong, 401)).includes("<script"));
});

passwordTest("a form of another site logs nobody in (login CSRF)", async (_, browser) => {
  const refusal = await assertStatus(await logIn(browser, {}, { Origin: "https://evil.example.org" }), 403);
  assert.match(refusal, /Pages of https:\/\/evil\.example\.org may not/);
  await assertStatus(await logIn(browser, {}, { "Sec-Fetch-Site": "cross-site", "Origin": "null" }), 403);
  assert.equal(browser.cookie("session"), undefined);
});

passwordTest("a login never redirects to another site", async (_, browser) => {
  for (const next_url of ["https://evil.example.org", "//evil.example.org", "/\\evil.example.org"]) {
    const response = await logIn(browser, { next_url });
    assert.equal(response.headers.get("Location"), null);
    assert.match(await assertStatus(response, 400), /next_url/);
    await assertStatus(await browser.send(`/login?next_url=${encodeURIComponent(next_url)}`), 400);
  }
});

passwordTest("guessing is slowed down, even if the last guess is right", async (server, browser) => {
  const statuses = await Promise.all(
    Array.from({ length: 14 }, async () => {
      const response = await logIn(browser.copy(), { password: "wrong" });
      await response.body?.cancel();
      return response.status;
    }),
  );
  assert.equal(statuses.filter((status) => status === 401).length, 10, statuses.join());
  assert.equal(statuses.filter((status) => status === 429).length, 4, statuses.join());
  const right = await logIn(browser);
  assert.ok(Number(right.headers.get("Retry-After")) > 0);
  assert.match(await assertStatus(right, 429), /Too many login attempts; try again in \d+ s/);
  assert.equal(browser.cookie("session"), undefined);
  await makeLogin(server, "Bob");
  await assertStatus(await logIn(browser, { name: "Bob" }), 303);
});

passwordTest(
  "guesses of others lock nobody out of a browser in which they logged in before",
  async (server, browser) => {
    await assertStatus(await logIn(browser), 303);
    await browser.visit("/api/auth/logout?next_url=/");
    for (let guess = 0; guess < 12; guess++) {
      const response = await logIn(new Browser(server.url), { password: "wrong" });
      await response.body?.cancel();
    }
    await assertStatus(await logIn(new Browser(server.url)), 429);
    await makeLogin(server, "Bob");
    await assertStatus(await logIn(browser.copy()), 303);
    const thief = browser.copy();
    const statuses = [];
    for (let guess = 0; guess < 12; guess++) {
      const response = await logIn(thief, { password: "wrong" });
      await response.body?.cancel();
      statuses.push(response.status);
    }
    assert.deepEqual(statuses.slice(-2), [429, 429]);
  },
);

passwordTest("correct passwords do not use up attempts", async (_, browser) => {
  for (let login = 0; login < 12; login++) await assertStatus(await logIn(browser.copy()), 303);
});

passwordTest("logging out ends the session, including that of a copied cookie", async (server, browser) => {
  await logIn(browser);
  const thief = browser.copy();
  const { steps } = await browser.visit("/api/auth/logout?next_url=/");
  assert.deepEqual(steps.map(({ path }) => path), ["/api/auth/logout", "/"]);
  assert.equal(steps.at(-1)!.url, `${server.url}/`);
  await assertAnonymous(browser);
  await assertAnonymous(thief);
});

passwordTest("changing the password requires the old one and ends all other sessions", async (_, browser) => {
  await logIn(browser);
  const elsewhere = new Browser(browser.home);
  await logIn(elsewhere);
  const change = (fields: Record<string, string>) =>
    browser.submit("/account", {
      action: "password",
      current: PASSWORD,
      password: "another password",
      again: "another password",
      ...fields,
    });
  for (
    const [fields, objection] of [
      [{ current: "wrong" }, "Wrong current password"],
      [{ password: "short", again: "short" }, "The password needs at least 8 characters"],
      [{ again: "another one" }, "The passwords do not match"],
    ] as const
  ) {
    assert.ok((await assertStatus(await change(fields), 400)).includes(objection), objection);
  }
  assert.equal(await nameOf(elsewhere), "Ana");
  await assertStatus(await change({}), 200);
  assert.equal(await nameOf(browser), "Ana");
  await assertAnonymous(elsewhere);
  await assertStatus(await logIn(elsewhere), 401);
  await assertStatus(await logIn(elsewhere, { password: "another password" }), 303);
});

passwordTest("guessing the old password in a stolen session is slowed down too", async (_, browser) => {
  await logIn(browser);
  const statuses = [];
  for (let guess = 0; guess < 11; guess++) {
    const response = await browser.submit("/account", {
      action: "password",
      current: `guess ${guess}`,
      password: "another password",
      again: "another password",
    });
    await response.body?.cancel();
    statuses.push(response.status);
  }
  assert.deepEqual(statuses, [...Array(10).fill(400), 429]);
});

passwordTest("all sessions can be ended at once", async (_, browser) => {
  await logIn(browser);
  const elsewhere = new Browser(browser.home);
  await logIn(elsewhere);
  assert.match(await assertStatus(await browser.send("/account"), 200), /<h1>Ana<\/h1>/);
  await assertStatus(await browser.submit("/account", { action: "end-sessions" }), 303);
  await assertAnonymous(browser);
  await assertAnonymous(elsewhere);
  await assertStatus(await logIn(elsewhere), 303);
  assert.equal(await nameOf(elsewhere), "Ana");
});

passwordTest("the account page requires a login", async (_, browser) => {
  const { steps } = await browser.visit("/account");
  assert.deepEqual(steps.map(({ path }) => path), ["/account", "/api/auth/login", "/login"]);
  await assertStatus(await browser.submit("/account", { action: "end-sessions" }), 302);
});

passwordTest("the terms of service can be accepted on a page, which then redirects", async (server, browser) => {
  const loggedIn = await logIn(browser, { next_url: "/account" });
  await loggedIn.body?.cancel();
  const terms = loggedIn.headers.get("Location")!;
  assert.equal(terms, `${server.url}/tos-validation?next_url=${encodeURIComponent(`${server.url}/account`)}`);
  assert.match(await assertStatus(await browser.send(terms), 200), /<button>Accept<\/button>/);
  const accepted = await browser.submit(terms, { next_url: `${server.url}/account` });
  await assertStatus(accepted, 303);
  assert.equal(accepted.headers.get("Location"), `${server.url}/account`);
  assert.equal((await answer(browser.send("/api/users/me"))).tos_accepted, true);
}, { API_ENFORCE_TOS_ACCEPTANCE: "true" });

passwordTest("the main page shows who is logged in", async (_, browser) => {
  assert.match(await assertStatus(await browser.send("/"), 200), />Log in<\/a>/);
  await logIn(browser);
  assert.match(await assertStatus(await browser.send("/"), 200), />Ana<\/a>[^]*>Log out<\/a>/);
});

for (const OAUTH_PROVIDER of ["none", "osm"]) {
  serverTest(`with OAUTH_PROVIDER=${OAUTH_PROVIDER} there are no passwords`, async (server) => {
    const browser = new Browser(server.url);
    for (const path of ["/login", "/setup"]) await assertStatus(await browser.send(path), 404);
    await assertStatus(await logIn(browser), 404);
    const expected = OAUTH_PROVIDER === "none" ? 501 : 302;
    await assertStatus(await browser.send("/account"), OAUTH_PROVIDER === "none" ? 404 : 302);
    const response = await browser.send("/api/auth/login");
    assert.equal(response.status, expected);
    const text = await response.text();
    if (expected === 501) {
      assert.deepEqual(JSON.parse(text), { message: "authentication is not activated on this instance" });
    }
  }, { OAUTH_PROVIDER, OAUTH_CLIENT_ID: "id", OAUTH_CLIENT_SECRET: "secret" });
}

passwordTest("pages speak the language of their reader", async (_, browser) => {
  const headers = { "Accept-Language": "fr-FR,fr;q=0.9,en;q=0.8" };
  const page = await assertStatus(await browser.send("/login", { headers }), 200);
  assert.match(page, /<html lang="fr"[^]*<h1>Se connecter<\/h1>/);
  assert.match(await assertStatus(await logIn(browser, { password: "x" }, headers), 401), /mot de passe incorrect/);
});
