/** How tests in a browser become administrators. */
import type { Browser } from "playwright-core";
import { makeSetupLink } from "../../src/features/accounts/mod.ts";
import { openTab, type Tab } from "../support/chromium.ts";
import type { TestServer } from "../support/server.ts";

/** Makes the first administrator, who is logged in then, and goes to the page of administrators. */
export async function openAdministration(browser: Browser, { backend, url }: TestServer): Promise<Tab> {
  const tab = await openTab(browser, (await makeSetupLink(backend.services, url))!);
  const { page } = tab;
  await page.getByLabel("Name").fill("Ana");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByLabel("Repeat password").fill("correct horse battery");
  await page.keyboard.press("Enter");
  // By keyboard alone, like people without a mouse.
  await page.getByRole("link", { name: "Administration" }).press("Enter");
  return tab;
}
