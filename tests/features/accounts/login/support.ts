/** Servers whose users log in at an OpenID Connect provider, one for all tests of a file. */
import assert from "node:assert/strict";
import { Browser } from "../../../support/browser.ts";
import { startIdentityProvider } from "../../../support/identity_provider.ts";
import { answer, serverTest, type TestServer } from "../../../support/server.ts";

export const provider = await startIdentityProvider();
Deno.test.beforeEach(() => provider.reset());
Deno.test.afterAll(() => provider.stop());

export const SECRET = new TextEncoder().encode("the secret key of a test, which is long");
const REFUSED = "Impossible to finish authentication flow";

/** Registers a test with a server and a browser that never was there. */
export function loginTest(
  name: string,
  body: (server: TestServer, browser: Browser) => Promise<void>,
  variables: Record<string, string> = {},
): void {
  serverTest(name, (server) => body(server, new Browser(server.url)), { ...provider.settings, ...variables });
}

/** Logs in; the address to which the provider sent the browser back, and the answer. */
export async function logIn(browser: Browser, nextUrl?: string) {
  const query = nextUrl === undefined ? "" : `?next_url=${encodeURIComponent(nextUrl)}`;
  const atProvider = await browser.send(`/api/auth/login${query}`);
  assert.equal(atProvider.status, 302, await atProvider.text());
  const back = (await browser.send(atProvider.headers.get("Location")!)).headers.get("Location")!;
  return { back, response: await browser.send(back) };
}

/** The account that the server knows the browser by. */
export async function readMe(browser: Browser) {
  return await answer(browser.send("/api/users/me"));
}

/** The login was refused, with advice. */
export async function assertRefused(response: Response, status = 403): Promise<void> {
  const { message, status_code, details } = await answer(response, status);
  assert.deepEqual({ message, status_code }, { message: REFUSED, status_code: status });
  assert.ok(details.error && details.tips);
}

/** The server does not know who that is. */
export async function assertAnonymous(browser: Browser): Promise<void> {
  const response = await browser.send("/api/users/me");
  assert.equal(response.status, 302, await response.text());
  assert.match(response.headers.get("Location")!, /^\/api\/auth\/login\?/);
}
