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

serverTest("a file that is there only after its note was taken goes with the upload that fails", async (server) => {
  const { services } = server.backend;
  const { permanent } = services.stores;
  const client = await syncClient(server);
  await answer(client.camera());
  // The database ends the transaction when it commits; before, another server finds the note.
  await server.sql`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'ended'; END $$`;
  await server.sql`
    CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON allsky_assets DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse()`;
  try {
    const create = permanent.createUpload.bind(permanent);
    permanent.createUpload = async (options) => {
      const upload = await create(options);
      const commit = upload.commit.bind(upload);
      upload.commit = async (path, how) => {
        await commit(path, how);
        for (const file of await permanent.listUnconfirmed(0)) {
          await file.take();
          await file.confirm();
        }
      };
      return upload;
    };
    const response = await client.send("PUT", "image", imageMetadata({}), { media: bytesOf("never told") });
    await response.body?.cancel();
    assert.equal(response.ok, false);
    assert.deepEqual(await filesBelow(`${server.storage}/permanent`), []);
  } finally {
    await server.sql`DROP TRIGGER refuse ON allsky_assets`;
    await server.sql`DROP FUNCTION refuse()`;
  }
});
