/** The history of uploads, in a browser (`TEST_CHROMIUM`; without one there is no test). */
import assert from "node:assert/strict";
import { assertQuiet, CHROMIUM, withBrowser } from "../support/chromium.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer, serverTest } from "../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../support/uploads.ts";
import { assertAccessible } from "./accessibility.ts";
import { LOCAL, logIn } from "./people.ts";

if (CHROMIUM) {
  serverTest("the history tells why files were refused, and processes broken pictures again", async (server) => {
    await withBrowser(async (browser) => {
      const { tab, headers } = await logIn(browser, server);
      const { page } = tab;
      const set = await createUploadSet(server, { title: "A walk" }, headers);
      const [first, second, third] = walk(3);
      for (const [name, options] of [["1.jpg", first], ["2.jpg", second]] as const) {
        await answer(sendFile(server, set, { name, bytes: await makePicture(options) }, { headers }), 202);
      }
      const lost = await makePicture({ ...third, latitude: undefined });
      await answer(sendFile(server, set, { name: "3.jpg", bytes: lost }, { headers }), 400);
      await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST", headers }));
      await uploadSetWhenIdle(server, set, headers);
      await server.sql`
        UPDATE pictures SET preparing_status = 'broken'
        WHERE id = (SELECT picture_id FROM files WHERE file_name = '2.jpg')`;
      for (let index = 0; index < 24; index++) await createUploadSet(server, { title: `Later ${index}` }, headers);
      const stranger = await server.account("Ben");
      await createUploadSet(server, { title: "Of somebody else" }, stranger);

      await page.goto(`${server.url}/upload`);
      await page.getByRole("link", { name: "Your uploads" }).click();
      const cards = page.locator("#history > li");
      await cards.first().waitFor();
      assert.equal(await cards.count(), 20);
      await page.getByRole("button", { name: "Show more" }).click();
      const card = cards.filter({ hasText: "A walk" });
      await card.waitFor();
      assert.equal(await cards.count(), 25);
      assert.equal(await page.getByText("Of somebody else").count(), 0);

      await card.getByText("2 files with problems").click();
      await card.locator("details li").first().waitFor();
      const problems = await card.locator("details li").allInnerTexts();
      assert.match(problems[0] ?? "", /2\.jpg.*Process it again/s);
      assert.match(problems[1] ?? "", /3\.jpg.*(GPS|coordinates|position).*GPX track or a place/is);
      assert.deepEqual(await card.locator(".badge").first().innerText(), "1 of 2 pictures ready");

      await assertAccessible(page);
      await card.getByRole("button", { name: "Process again: A walk" }).click();
      await page.getByText("Processed again.").waitFor();
      await page.getByRole("button", { name: "Show more" }).click();
      await card.getByText("2 of 2 pictures ready").waitFor();
      assert.equal(await card.getByRole("button", { name: "Process again" }).count(), 0);
      assertQuiet(tab);
    });
  }, LOCAL);
}
