/** Pictures without a position or a time on the upload page (`TEST_CHROMIUM`; without a browser there is no test). */
import assert from "node:assert/strict";
import { assertQuiet, CHROMIUM, openTab, withBrowser } from "../support/chromium.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { serverTest, type TestServer } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { assertAccessible } from "./accessibility.ts";
import { dropFolder } from "./gestures.ts";
import { assertFits, assertNamed, assertReadable, assertUsableByKeyboard } from "./page_checks.ts";

const PHONE = { width: 360, height: 740 };
/** Milliseconds by which the clock of the camera is ahead: no time zone explains it. */
const AHEAD = (3600 + 7 * 60 + 13) * 1000;

interface PlacedRow {
  name: string;
  seconds: number;
  longitude: number;
  latitude: number;
}

async function placedPictures({ sql }: TestServer): Promise<PlacedRow[]> {
  const rows = await sql<PlacedRow[]>`
    SELECT f.file_name AS name, extract(epoch FROM p.ts)::float8 AS seconds, ST_X(p.geom) AS longitude,
      ST_Y(p.geom) AS latitude
    FROM files f JOIN pictures p ON p.id = f.picture_id ORDER BY f.file_name`;
  return [...rows];
}

if (CHROMIUM) {
  serverTest("a GPX track gives pictures their places and corrects the clock of the camera", async (server) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/A walk`;
    await Deno.mkdir(path);
    const truth = walk(5, { interval: 60, step: 80 });
    for (const [index, options] of truth.entries()) {
      const wrong = { ...options, latitude: undefined, time: new Date(options.time!.getTime() + AHEAD) };
      await Deno.writeFile(`${path}/${index}.jpg`, await makePicture(wrong));
    }
    const points = truth.map(({ latitude, longitude, time }) =>
      `<trkpt lat="${latitude}" lon="${longitude}"><time>${time!.toISOString()}</time></trkpt>`
    );
    await Deno.writeTextFile(`${path}/walk.gpx`, `<gpx><trk><trkseg>${points.join("\n")}</trkseg></trk></gpx>`);

    await withBrowser(async (browser) => {
      const tab = await openTab(browser, `${server.url}/upload`, { viewport: PHONE, colorScheme: "dark" });
      const { page } = tab;
      await dropFolder(page, "#drop", path);
      await page.getByText("5 of 5 pictures have no position.").waitFor();
      await page.getByText("The clock of the camera is taken for UTC+01:07:13.").waitFor();
      await page.getByText("5 of 5 have a position and a time.").waitFor();
      await page.locator("#placing-map canvas").waitFor();
      for (const check of [assertFits, assertNamed, assertReadable, assertUsableByKeyboard]) await check(page);
      await assertAccessible(page, [".maplibregl-map"]);

      // The pictures move along the track with the clock: one falls off its end.
      const field = page.getByLabel("Seconds to add to the clock");
      assert.equal(await field.inputValue(), String(-AHEAD / 1000));
      await field.fill(String(-AHEAD / 1000 + 60));
      await page.getByText("4 of 5 have a position and a time.").waitFor();
      await page.getByText("UTC+01:06:13").waitFor();
      await page.getByLabel("Move the pictures along the track").fill("0");
      await page.getByText("5 of 5 have a position and a time.").waitFor();

      await page.getByRole("button", { name: "Upload", exact: true }).click();
      await page.getByText("Everything is ready.").waitFor();
      assert.equal(await page.locator("#problem-list li").count(), 0);
      assertQuiet(tab);
    });
    const placed = await placedPictures(server);
    assert.equal(placed.length, 5);
    for (const [index, { seconds, longitude, latitude }] of placed.entries()) {
      const { time, ...true_ } = truth[index]!;
      assert.equal(seconds * 1000, time!.getTime());
      assert.ok(Math.abs(latitude - true_.latitude!) < 1e-6 && Math.abs(longitude - true_.longitude!) < 1e-6);
    }
  });

  serverTest("pictures get one place on the map, by keyboard too, and times by their order", async (server) => {
    await using folder = await temporaryFolder();
    const path = `${folder.path}/Indoors`;
    await Deno.mkdir(path);
    for (const [index, options] of walk(3).entries()) {
      const lost = { ...options, latitude: undefined, time: undefined };
      await Deno.writeFile(`${path}/${index}.jpg`, await makePicture(lost));
    }
    await withBrowser(async (browser) => {
      const tab = await openTab(browser, `${server.url}/upload`);
      const { page } = tab;
      await dropFolder(page, "#drop", path);
      await page.getByText("3 of 3 pictures have no time.").waitFor();
      await page.getByLabel("By their order").check();
      await page.getByLabel("First picture at").fill("2024-05-01T10:00:00");
      await page.getByLabel("Seconds between two pictures").fill("30");
      await page.getByText("0 of 3 have a position and a time.").waitFor();

      await page.getByLabel("All from one place").check();
      await page.locator("#placing-map canvas").waitFor();
      await page.locator("#placing-map .crosshair").waitFor({ state: "attached" });
      await page.locator("#placing-map canvas").click({ position: { x: 300, y: 100 } });
      await page.getByText("3 of 3 have a position and a time.").waitFor();
      const clicked = await page.getByLabel("Latitude").inputValue();
      await page.getByRole("button", { name: "Use the centre of the map" }).press("Enter");
      const centre = await page.getByLabel("Latitude").inputValue();
      assert.notEqual(clicked, centre);
      await page.getByLabel("Latitude").fill("48.5");
      await page.getByLabel("Longitude").fill("-2.25");

      await page.getByRole("button", { name: "Upload", exact: true }).click();
      await page.getByText("Everything is ready.").waitFor();
      assertQuiet(tab);
    });
    const placed = await placedPictures(server);
    // Not one of them is taken for a duplicate.
    assert.equal(placed.length, 3);
    const first = new Date("2024-05-01T10:00:00").getTime() / 1000;
    assert.deepEqual(placed.map(({ seconds }) => seconds - first), [0, 30, 60]);
    for (const { longitude, latitude } of placed) assert.deepEqual([longitude, latitude], [-2.25, 48.5]);
  });
}
