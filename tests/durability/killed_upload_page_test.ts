/** The server is killed while a browser uploads, and started again (`TEST_CHROMIUM`; without it there is no test). */
import assert from "node:assert/strict";
import { dropFolder } from "../browser/gestures.ts";
import { CHROMIUM, openTab, withBrowser } from "../support/chromium.ts";
import { instanceTest } from "../support/instances.ts";
import { writePictures } from "../support/pictures.ts";

const COUNT = 12, KILLED_AFTER = 5;

if (CHROMIUM) {
  instanceTest("a browser finishes its upload after the server was killed and started again", async (instance) => {
    const path = `${instance.folder}/A walk`;
    await writePictures(path, COUNT);
    await withBrowser(async (browser) => {
      const server = await instance.serve();
      const { port } = new URL(server.url);
      const { page } = await openTab(browser, `${server.url}/upload`);
      let answered = 0;
      const killed = Promise.withResolvers<void>();
      page.on("response", (response) => {
        const isFile = response.request().method() === "POST" && response.url().endsWith("/files");
        if (isFile && ++answered === KILLED_AFTER) killed.resolve(server[Symbol.asyncDispose]());
      });
      await dropFolder(page, "#drop", path);
      await killed.promise;
      await page.getByText("The server cannot be reached.").waitFor();
      await using _again = await instance.serve({}, port);
      await page.getByText("Everything is ready.").waitFor();
      assert.equal(await page.locator("#problem-list li").count(), 0);
    });
    const [row] = await instance.query((sql) =>
      sql<Record<string, number>[]>`
        SELECT (SELECT count(*)::int FROM pictures WHERE preparing_status = 'prepared') AS pictures,
          (SELECT count(*)::int FROM files) AS files, (SELECT count(*)::int FROM upload_sets) AS sets,
          (SELECT count(*)::int FROM sequences_pictures) AS placed`
    );
    assert.deepEqual({ ...row }, { pictures: COUNT, files: COUNT, sets: 1, placed: COUNT });
  });
}
