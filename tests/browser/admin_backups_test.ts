/** `/admin/backups` in a browser (`TEST_CHROMIUM`; without it there is no test). */
import { assertQuiet, CHROMIUM, withBrowser } from "../support/chromium.ts";
import { serverTest } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { openAdministration } from "./administration.ts";

if (CHROMIUM) {
  serverTest("an administrator is told where backups go, and makes one", async (server) => {
    await using folder = await temporaryFolder();
    await withBrowser(async (browser) => {
      const tab = await openAdministration(browser, server);
      const { page } = tab;
      page.setDefaultTimeout(60_000);
      await page.getByRole("navigation", { name: "Pages of administration" }).getByRole("link", { name: "Backups" })
        .press("Enter");
      await page.getByText("Set BACKUP_FOLDER").waitFor();
      await page.getByText("No backup yet.").waitFor();
      server.backend.services.settings.BACKUP_FOLDER = folder.path;
      await page.reload();
      await page.getByRole("button", { name: "Back up now" }).press("Enter");
      await page.getByText("The backup has begun.").waitFor();
      await page.getByText(/, verified/).waitFor();
      await page.getByText("Last backup:").waitFor();
      await page.getByText(`restore ${folder.path}`).waitFor();
      assertQuiet(tab);
    });
  }, { OAUTH_PROVIDER: "local" });
}
