/** `panoramax allsky` beside a running server: cameras are listed, hidden and shown, and what is old is deleted. */
import assert from "node:assert/strict";
import { openDatabase } from "../../src/core/db/open.ts";
import { readSettings } from "../../src/core/settings/mod.ts";
import { capture } from "../support/present.ts";
import { runProgram, serveProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { answer } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { bytesOf, CAMERA, imageMetadata, SyncClient } from "../features/syncapi/client.ts";

const DAY = 86_400;

Deno.test("allsky lists cameras, hides and shows them, and deletes what is too old", async (test) => {
  await using folder = await temporaryFolder();
  const place = { folder: folder.path };
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await runProgram(SOURCE_PROGRAM, args, place);
    return code === 0 ? stdout : stderr;
  };
  await using server = await serveProgram(SOURCE_PROGRAM, place);
  const printed = await run("user", "syncuser", "--create", "--generate-api-key");
  const client = new SyncClient(server.url, "syncuser", capture(/API key: (\w+)/, printed));
  const { id } = await answer(client.camera({ name: "Eastern hill" }));
  const now = Math.floor(Date.now() / 1000);
  for (const days of [0, 6, 31]) {
    const metadata = imageMetadata({ createDate: now - days * DAY, dayDate: undefined });
    await answer(client.send("PUT", "image", metadata, { media: bytesOf(`${days} days old`) }));
  }
  const collection = `${server.url}/api/collections/${CAMERA}`;
  const countImages = async () => (await answer(fetch(`${collection}/items`))).features.length;

  await test.step("cameras prints one a line", async () => {
    assert.equal(await run("allsky", "cameras"), `${id}\t${CAMERA}\tshown\t3\t{}\tEastern hill\n`);
  });

  await test.step("camera --hide and --show hold at once", async () => {
    await run("allsky", "camera", String(id), "--hide");
    await answer(fetch(collection), 404);
    assert.match(await run("allsky", "cameras"), /\thidden\t/);
    await run("allsky", "camera", String(id), "--show");
    await answer(fetch(collection));
  });

  await test.step("expire --dry-run tells what expire deletes", async () => {
    const old = `1 image of camera Eastern hill ${id}, older than 30 days\n`;
    assert.equal(await run("allsky", "expire", "--dry-run"), `Would delete ${old}`);
    assert.equal(await countImages(), 3);
    assert.equal(await run("allsky", "expire"), `Deleted ${old}`);
    assert.equal(await countImages(), 2);
    assert.equal(await run("allsky", "expire"), "Nothing has expired\n");
    await run("allsky", "camera", String(id), "--keep", "image=5");
    assert.match(await run("allsky", "expire"), /^Deleted 1 image .*older than 5 days\n$/);
    assert.equal(await countImages(), 1);
  });

  await test.step("what makes no sense is refused", async () => {
    for (
      const [args, objection] of [
        [["99"], /Camera 99 not found/],
        [["x"], /Invalid camera id: x/],
        [[String(id), "--hide", "--show"], /exclude each other/],
        [[String(id), "--remote", "--local"], /exclude each other/],
        [[String(id), "--keep", "stars=5"], /--keep needs a kind/],
      ] as [string[], RegExp][]
    ) assert.match(await run("allsky", "camera", ...args), objection);
  });

  await test.step("where the clock may be wrong, expire wants to hear that it is right, and doctor says so", async () => {
    await server.stop();
    // Which goes on running it: starting it takes longer than the commands, which join it.
    const runner = await openDatabase(readSettings({ PANORAMAX_DATA: `${folder.path}/panoramax-data` }), "command");
    await runner.sql`UPDATE clock_watch SET confirmed_at = confirmed_at - interval '1 year'`;
    await run("allsky", "camera", String(id), "--keep", "image=0");
    const doubt = /the clock shows .*, and was last known to be right at .*; it may be wrong/;
    assert.match(await run("allsky", "expire"), doubt);
    assert.match(await run("doctor"), doubt);
    assert.equal(await run("allsky", "expire", "--yes"), "Nothing has expired\n");
    await runner.close();
  });
});
