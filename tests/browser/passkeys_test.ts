/**
 * Passkeys and codes as people use them, in a real browser (`TEST_CHROMIUM`; without it there is no test) with the virtual
 * authenticator of the DevTools protocol.
 */
import assert from "node:assert/strict";
import { makeSetupLink } from "../../src/features/accounts/mod.ts";
import { codeOf, stepAt } from "../../src/features/accounts/second_factor/totp.ts";
import { assertQuiet, CHROMIUM, openTab, withBrowser } from "../support/chromium.ts";
import { isAtHand } from "../support/kinds.ts";
import { serverTest } from "../support/server.ts";
import { assertFits, assertNamed, assertUsableByKeyboard } from "./page_checks.ts";

const PASSWORD = "correct horse battery";

if (CHROMIUM) {
  serverTest("an administrator is led to a passkey, logs in with it, and sets codes up", async (server) => {
    // What the pages do does not depend on the database.
    if (server.database.kind === "embedded" && isAtHand("native")) return;
    await withBrowser(async (browser) => {
      const origin = server.url.replace("127.0.0.1", "localhost");
      const tab = await openTab(browser, (await makeSetupLink(server.backend.services, origin))!);
      const { page } = tab;
      const protocol = await page.context().newCDPSession(page);
      await protocol.send("WebAuthn.enable");
      await protocol.send("WebAuthn.addVirtualAuthenticator", {
        options: {
          protocol: "ctap2",
          transport: "internal",
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      });
      await page.getByLabel("Name").fill("Ana");
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByLabel("Repeat password").fill(PASSWORD);
      await page.keyboard.press("Enter");
      await page.waitForURL(({ pathname }) => pathname !== "/setup");

      await page.goto(`${origin}/admin`);
      await page.waitForURL(`${origin}/account/second-factor`);
      const form = page.locator("#new-passkey");
      await form.getByLabel("Name of the passkey").fill("Laptop");
      await form.getByLabel("Current password").fill(PASSWORD);
      await form.getByRole("button", { name: "Add a passkey" }).click();
      await page.locator("#passkeys li", { hasText: "Laptop" }).waitFor();
      await page.goto(`${origin}/admin`);
      assert.equal(new URL(page.url()).pathname, "/admin");

      await page.context().clearCookies();
      await page.goto(`${origin}/login?next_url=/account/second-factor`);
      await page.getByRole("link", { name: "Log in with a passkey" }).click();
      await page.getByRole("button", { name: "Log in with a passkey" }).click();
      await page.waitForURL(`${origin}/account/second-factor`);

      const codes = page.locator("section", { hasText: "Codes from an app" });
      await codes.getByLabel("Current password").fill(PASSWORD);
      await codes.getByRole("button", { name: "Set up" }).click();
      await page.getByRole("img", { name: "QR code" }).waitFor();
      const secret = (await page.locator("#totp-key").textContent())!.replaceAll(" ", "");
      await page.getByLabel("Code", { exact: true }).fill(codeOf(secret, stepAt(Date.now())));
      await page.getByRole("button", { name: "Confirm" }).click();
      await page.locator("#recovery-codes li").nth(9).waitFor();
      await page.setViewportSize({ width: 360, height: 740 });
      for (const path of ["/account/second-factor", "/account"]) {
        await assertFits(page);
        await assertNamed(page);
        await assertUsableByKeyboard(page);
        await page.goto(origin + path);
        await page.locator(path === "/account" ? "#sessions li" : "#passkeys li").first().waitFor();
      }
      await assertFits(page);
      assertQuiet(tab);
    });
  }, { OAUTH_PROVIDER: "local", REQUIRE_ADMIN_SECOND_FACTOR: "true" });
}
