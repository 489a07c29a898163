/** The page of administrators in a browser (`TEST_CHROMIUM`; without it there is no test). */
import assert from "node:assert/strict";
import { makeSetupLink } from "../../src/accounts/local/setup_link.ts";
import { assertQuiet, CHROMIUM, openTab, saveScreenshot, withBrowser } from "../support/chromium.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer, serverTest } from "../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../support/uploads.ts";

if (CHROMIUM) {
  serverTest("an administrator resolves a report", async (server) => {
    const { url } = server;
    const set = await createUploadSet(server);
    for (const [index, options] of walk(2).entries()) {
      await answer(sendFile(server, set, { name: `${index}.jpg`, bytes: await makePicture(options) }), 202);
    }
    await answer(fetch(`${url}/api/upload_sets/${set}/complete`, { method: "POST" }));
    await uploadSetWhenIdle(server, set);
    const { features: [picture] } = await answer(fetch(`${url}/api/search`));
    const { id } = await answer(fetch(`${url}/api/reports`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        issue: "mislocated",
        picture_id: picture.id,
        reporter_comments: "It is across the river",
      }),
    }));

    await withBrowser(async (browser) => {
      const tab = await openTab(browser, (await makeSetupLink(server.backend.services, url))!);
      const { page } = tab;
      await page.getByLabel("Name").fill("Ana");
      await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
      await page.getByLabel("Password again").fill("correct horse battery");
      await page.keyboard.press("Enter");
      // By keyboard alone, as by those who have no mouse.
      await page.getByRole("link", { name: "Administration" }).focus();
      await page.keyboard.press("Enter");
      const card = page.locator("#report-list li").filter({ hasText: "It is across the river" });
      await card.getByLabel("Comment").fill("Moved it");
      await saveScreenshot(page, "admin");
      await card.getByRole("button", { name: "Solved" }).focus();
      await page.keyboard.press("Enter");
      await page.getByText("The report is closed.").waitFor();
      await page.getByText("No open reports.").waitFor();
      assertQuiet(tab);
    });
    const report = await answer(fetch(`${url}/api/reports/${id}`, { headers: server.defaultAccount }));
    assert.deepEqual([report.status, report.resolver_comments], ["closed_solved", "Moved it"]);
  });
}
