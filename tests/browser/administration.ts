/** How tests in a browser become administrators. */
import type { Browser } from "playwright-core";
import type { Tab } from "../support/chromium.ts";
import type { TestServer } from "../support/server.ts";
import { setUp } from "./people.ts";

/** Makes the first administrator, who is logged in then, and goes to the page of administrators. */
export async function openAdministration(browser: Browser, server: TestServer): Promise<Tab> {
  const tab = await setUp(browser, server);
  // By keyboard alone, like people without a mouse.
  await tab.page.getByRole("link", { name: "Administration" }).press("Enter");
  return tab;
}
