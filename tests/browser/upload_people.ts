/** Who uploads in a browser: somebody who is logged in, with folders of pictures. */
import type { Browser } from "playwright-core";
import { makeSetupLink } from "../../src/features/accounts/mod.ts";
import { openTab, type Tab } from "../support/chromium.ts";
import type { TestServer } from "../support/server.ts";

/** An instance whose accounts have passwords. */
export const LOCAL = { OAUTH_PROVIDER: "local" };

/** Makes the first account and logs it in. @returns its tab, and the headers by which requests are made in its name */
export async function logInFirst(
  browser: Browser,
  { backend, url }: TestServer,
): Promise<{ tab: Tab; headers: Record<string, string> }> {
  const tab = await openTab(browser, (await makeSetupLink(backend.services, url))!);
  const { page } = tab;
  await page.getByLabel("Name").fill("Ana");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByLabel("Repeat password").fill("correct horse battery");
  await page.keyboard.press("Enter");
  await page.waitForURL(({ pathname }) => pathname !== "/setup");
  const cookies = await page.context().cookies();
  return { tab, headers: { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") } };
}
