/** What people say of an upload before it is sent (`TEST_CHROMIUM`; without a browser there is no test). */
import assert from "node:assert/strict";
import { assertQuiet, CHROMIUM, withBrowser } from "../support/chromium.ts";
import { makePicture, walk, writePictures } from "../support/pictures.ts";
import { serverTest } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { assertAccessible } from "./accessibility.ts";
import { dropFolder } from "./gestures.ts";
import { LOCAL, logIn } from "./people.ts";

const LICENCE = { API_PICTURES_LICENSE_SPDX_ID: "etalab-2.0", API_PICTURES_LICENSE_URL: "https://example.org/licence" };

if (CHROMIUM) {
  serverTest("title, tags and visibility are those of the fields, and the licence is shown", async (server) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/100GOPRO`;
    await writePictures(path, 2);
    await withBrowser(async (browser) => {
      const { tab } = await logIn(browser, server);
      const { page } = tab;
      await page.goto(`${server.url}/upload`);
      assert.equal(
        await page.getByRole("link", { name: "etalab-2.0" }).getAttribute("href"),
        LICENCE.API_PICTURES_LICENSE_URL,
      );
      await page.getByLabel("Title").fill("Along the river");
      await page.getByLabel("Visibility").selectOption("owner-only");
      await page.getByLabel("Tags", { exact: true }).fill("transport=bicycle\nnonsense");
      await dropFolder(page, "#drop", path);
      await page.getByText("“nonsense” is not a tag").waitFor();
      await page.getByLabel("Tags", { exact: true }).fill("transport=bicycle\n\n note = a=b ");
      await dropFolder(page, "#drop", path);
      await page.getByText("Everything is ready.").waitFor();

      const read = async () => {
        const [set] = await server.sql<{ title: string; visibility: string; tags: string[] }[]>`
          SELECT title, visibility, (SELECT array_agg(key || '=' || value ORDER BY key) FROM upload_sets_semantics
            WHERE upload_set_id = u.id) AS tags FROM upload_sets u`;
        return { ...set };
      };
      assert.deepEqual(await read(), {
        title: "Along the river",
        visibility: "owner-only",
        tags: ["note=a=b", "transport=bicycle"],
      });

      // What is said later of the same upload counts, too.
      await server.sql`UPDATE upload_sets SET completed = FALSE`;
      await Deno.writeFile(`${path}/003.jpg`, await makePicture(walk(3)[2]));
      await page.goto(`${server.url}/upload`);
      await page.getByLabel("Visibility").selectOption("anyone");
      await page.getByLabel("Tags", { exact: true }).fill("transport=bicycle\nweather=rain");
      await assertAccessible(page);
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Continue: Along the river" }).click();
      await (await chooser).setFiles(path);
      await page.getByText("Everything is ready.").waitFor();
      assert.deepEqual(await read(), {
        title: "Along the river",
        visibility: "anyone",
        tags: ["note=a=b", "transport=bicycle", "weather=rain"],
      });
      assertQuiet(tab);
    });
  }, { ...LOCAL, ...LICENCE });
}
