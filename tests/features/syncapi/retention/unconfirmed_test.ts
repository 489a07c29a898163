/** Files of uploads of cameras whose process was killed between the file and its row. */
import assert from "node:assert/strict";
import { allskyPath } from "../../../../src/core/storage/mod.ts";
import { removeUnconfirmed } from "../../../../src/features/uploads/mod.ts";
import { removeUnconfirmedMedia } from "../../../../src/features/syncapi/mod.ts";
import { answer, filesBelow, serverTest, type TestServer } from "../../../support/server.ts";
import { bytesOf, imageMetadata, syncClient } from "../client.ts";

/** Does what an upload does to the store before it is killed. */
async function leave({ backend }: TestServer, path: string, text: string): Promise<void> {
  const upload = await backend.services.stores.permanent.createUpload();
  await upload.write(bytesOf(text));
  await upload.commit(allskyPath(path), { isProvisional: true });
}

serverTest("files of cameras without a row go, those with one stay, and no note is left", async (server) => {
  const { services } = server.backend;
  const { permanent } = services.stores;
  const client = await syncClient(server);
  await answer(client.camera());
  const { url } = await answer(client.send("PUT", "image", imageMetadata({}), { media: bytesOf("kept") }));
  assert.deepEqual(await permanent.listUnconfirmed(0), [], "an upload that ended leaves no note");

  const path = url.replace(/^images\//, "");
  const stray = path.replace(/[^/]+$/, "ccd_stray.jpg");
  await leave(server, path, "kept");
  await leave(server, stray, "stray");
  const files = () => filesBelow(`${server.storage}/permanent/allsky`);
  const withStray = await files();
  await removeUnconfirmedMedia(services);
  assert.deepEqual(await files(), withStray, "somebody may still be at it");
  await removeUnconfirmed(services, 0);
  const noted = (await permanent.listUnconfirmed(0)).map(({ path }) => path);
  assert.deepEqual(noted, [allskyPath(stray)], "it is no picture; a file that replaces another needs no note");

  await removeUnconfirmedMedia(services, 0);
  assert.deepEqual(await files(), [path]);
  assert.deepEqual(await permanent.listUnconfirmed(0), []);
  assert.equal(await (await fetch(`${server.url}/${url}`)).text(), "kept");
});
