/** `/admin/health` and the list of jobs in a browser (`TEST_CHROMIUM`; without it there is no test). */
import { assertQuiet, CHROMIUM, withBrowser } from "../support/chromium.ts";
import { serverTest } from "../support/server.ts";
import { openAdministration } from "./administration.ts";

if (CHROMIUM) {
  serverTest("an administrator sees what is odd, finds failed jobs, and retries them all", async (server) => {
    await server.sql`
      INSERT INTO job_queue (task, picture_to_delete_id, nb_errors) SELECT 'delete', gen_random_uuid(), n / 51 * 3
      FROM generate_series(1, 60) n`;
    await withBrowser(async (browser) => {
      const tab = await openAdministration(browser, server);
      const { page } = tab;
      await page.waitForFunction(() => document.querySelectorAll("#job-list tbody tr").length === 50);
      // Until all sections are there, none can be used.
      await page.locator("#more-jobs").waitFor();
      await page.locator("#more-jobs").press("Enter");
      await page.waitForFunction(() => document.querySelectorAll("#job-list tbody tr").length === 60);
      await page.getByLabel("Only failed ones").check();
      await page.waitForFunction(() => document.querySelectorAll("#job-list tbody tr").length === 10);

      await page.getByRole("link", { name: "Health" }).press("Enter");
      await page.getByText("Jobs that failed several times: 10").waitFor();
      await page.getByRole("link", { name: "Overview" }).first().click();
      await page.getByRole("button", { name: "Retry all" }).press("Enter");
      await page.getByText("Tried again: 10.").waitFor();
      await page.getByRole("link", { name: "Health" }).press("Enter");
      await page.getByText("No job fails again and again").waitFor();
      await page.getByLabel("Text in the line").fill("nothing says this");
      await page.keyboard.press("Enter");
      await page.getByText("No such line.").waitFor();
      assertQuiet(tab);
    });
  }, { OAUTH_PROVIDER: "local", PICTURE_PROCESS_THREADS_LIMIT: "0" });
}
