/**
 * Logging in as people do, in a real browser (`TEST_CHROMIUM`): cookies, redirections and forms under the rules that browsers
 * have for them. With the path of `panoramax_cli` in `TEST_PANORAMAX_CLI`, also how that program is given an account.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { makeSetupLink } from "../../src/features/accounts/mod.ts";
import { CHROMIUM, openTab, withBrowser } from "../support/chromium.ts";
import { writePictures } from "../support/pictures.ts";
import { startIdentityProvider } from "../support/identity_provider.ts";
import { answer, serverTest, type TestServer } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";

const CLIENT = Deno.env.get("TEST_PANORAMAX_CLI");
const LOCAL = { OAUTH_PROVIDER: "local" };
const NAME = "Ana", PASSWORD = "a long password", NEW_PASSWORD = "a longer password";

/** Registers a test with a browser with which nobody logged in. */
function browserTest(
  name: string,
  body: (server: TestServer, page: Page) => Promise<void>,
  variables: Record<string, string>,
): void {
  serverTest(name, (server) =>
    withBrowser(async (browser) => {
      const { page } = await openTab(browser, `${server.url}/api/health`);
      await body(server, page);
    }), variables);
}

async function fill(page: Page, fields: Record<string, string>, button: string): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole("button", { name: button, exact: true }).click();
}

function logIn(page: Page, password: string): Promise<void> {
  return fill(page, { Name: NAME, Password: password }, "Log in");
}

/** Who the browser is, as a script of the page is told. */
async function readMe(page: Page): Promise<{ name: string; permissions: { role: string } }> {
  return await page.evaluate(async () => await (await fetch("/api/users/me")).json());
}

async function cookieNames(page: Page): Promise<string[]> {
  return (await page.context().cookies()).map(({ name }) => name).sort();
}

/** Makes the first administrator, by the link that the first start prints. */
async function setUp({ backend, url }: TestServer, page: Page): Promise<void> {
  await page.goto((await makeSetupLink(backend.services, url))!);
  await fill(page, { "Name": NAME, "Password": PASSWORD, "Repeat password": PASSWORD }, "Create account");
  await page.waitForURL(({ pathname }) => pathname !== "/setup");
}

/** Runs `panoramax_cli`, with its settings in a folder; what it printed. */
async function runClient(folder: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(CLIENT!, {
    args,
    env: { XDG_CONFIG_HOME: folder, COLUMNS: "300", NO_COLOR: "1" },
    stdin: "null",
  }).output();
  return [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
}

if (CHROMIUM) {
  browserTest("the first administrator registers, logs out and in, and changes the password", async (server, page) => {
    await setUp(server, page);
    assert.equal((await readMe(page)).permissions.role, "admin");

    await page.goto(`${server.url}/account`);
    await page.getByRole("banner").getByRole("link", { name: "Log out", exact: true }).click();
    await page.waitForURL(`${server.url}/`);
    const cookies = await cookieNames(page);
    assert.ok(!cookies.includes("user_id") && !cookies.includes("user_name"), cookies.join());

    await page.goto(`${server.url}/account`);
    await page.waitForURL(/\/login\?/);
    await logIn(page, "a wrong password");
    await page.getByRole("alert").waitFor();
    await logIn(page, PASSWORD);
    await page.waitForURL(`${server.url}/account`);
    await fill(page, {
      "Current password": PASSWORD,
      "New password": NEW_PASSWORD,
      "Repeat new password": NEW_PASSWORD,
    }, "Change password");
    await page.getByText("Password changed. All other sessions were logged out.").waitFor();

    await page.getByRole("button", { name: "Log out everywhere" }).click();
    await page.waitForURL(({ pathname }) => pathname !== "/account");
    await page.goto(`${server.url}/account`);
    await logIn(page, NEW_PASSWORD);
    await page.waitForURL(`${server.url}/account`);
    assert.equal((await readMe(page)).name, NAME);
  }, LOCAL);

  const provider = await startIdentityProvider();
  Deno.test.afterAll(() => provider.stop());

  browserTest("login and logout go through the identity provider and back", async (server, page) => {
    const tokens = `${server.url}/api/users/me/tokens`;
    await page.goto(tokens);
    assert.equal(page.url(), tokens, "led back to what was asked for");
    // The policy of JSON lets nothing be fetched from there.
    await page.goto(`${server.url}/account`);
    assert.equal((await readMe(page)).name, provider.user.preferred_username);
    assert.deepEqual(await cookieNames(page), ["session", "user_id", "user_name"]);

    await page.goto(`${server.url}/api/auth/logout?next_url=/api/health`);
    assert.equal(page.url(), `${server.url}/api/health`);
    assert.ok(provider.lastLogout?.get("id_token_hint"), "the provider was told who logs out");
    await page.goto(`${server.url}/`);
    const type = await page.evaluate(async () => (await fetch("/api/users/me", { redirect: "manual" })).type);
    assert.equal(type, "opaqueredirect", "has to log in again");
  }, provider.settings);

  browserTest("a page asks before a program gets the account", async (server, page) => {
    const { id, jwt_token } = await answer(
      fetch(`${server.url}/api/auth/tokens/generate?description=A+program`, { method: "POST" }),
    );
    const me = () => fetch(`${server.url}/api/users/me`, { headers: { Authorization: `Bearer ${jwt_token}` } });
    await page.goto(`${server.url}/api/auth/tokens/${id}/claim`);
    assert.match(await page.getByRole("main").innerText(), /A program[^]*mireille|mireille[^]*A program/);
    await answer(me(), 403);
    await page.getByRole("button", { name: "Allow access" }).click();
    await page.waitForURL(`${server.url}/token-accepted`);
    assert.equal((await answer(me())).name, "mireille");
  }, provider.settings);

  if (CLIENT) {
    browserTest("panoramax_cli gets an account by the link that it prints, and uploads", async (server, page) => {
      await using folder = await temporaryFolder();
      await using pictures = await temporaryFolder();
      await writePictures(pictures.path, 2);
      const upload = () => runClient(folder.path, "upload", "--api-url", server.url, pictures.path);
      const refused = await upload();
      assert.deepEqual([...await server.sql`SELECT id FROM upload_sets`], [], refused);
      await setUp(server, page);
      await page.context().clearCookies();
      const asked = await runClient(folder.path, "login", "--api-url", server.url);
      const link = /http:\S+\/claim/.exec(asked)?.[0];
      assert.ok(link, asked);
      await page.goto(link);
      await logIn(page, PASSWORD);
      await page.getByRole("button", { name: "Allow access" }).click();
      await page.waitForURL(`${server.url}/token-accepted`);
      const again = await runClient(folder.path, "login", "--api-url", server.url);
      assert.match(again, new RegExp(`Already logged to instance as ${NAME}`));

      const uploaded = await upload();
      const owners = await server.sql`
        SELECT a.name, u.completed FROM pictures p JOIN upload_sets u ON u.id = p.upload_set_id
        JOIN accounts a ON a.id = p.account_id`;
      assert.deepEqual([...owners], Array(2).fill({ name: NAME, completed: true }), uploaded);
    }, { ...LOCAL, API_FORCE_AUTH_ON_UPLOAD: "true" });
  }
}
