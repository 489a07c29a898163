/** Pictures that are not in a collection yet, and those that must not come back. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { makePicture, walk } from "../../support/pictures.ts";
import { answer, filesBelow, serverTest, type TestServer } from "../../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../support/uploads.ts";

type Headers = Record<string, string>;

async function upload(server: TestServer, fields: Record<string, unknown>, headers: Headers) {
  const set = await createUploadSet(server, fields, headers);
  const bytes = await makePicture(walk(1)[0]!);
  const { picture_id } = await answer(sendFile(server, set, { name: "1.jpg", bytes }, { headers }), 202);
  await server.backend.runner!.idle();
  return { set, id: picture_id as string };
}

serverTest(
  "the files of a picture that waits for its dispatch are seen by whom its upload set is for",
  async (server) => {
    const ana = await server.account("Ana"), bob = await server.account("Bob");
    const { set, id } = await upload(server, { visibility: "owner-only" }, ana);
    const statuses = async (headers: Headers) => {
      const seen = new Set<number>();
      for (const name of ["hd", "sd", "thumb"]) {
        const response = await fetch(`${server.url}/api/pictures/${id}/${name}.jpg`, { headers });
        await response.body?.cancel();
        seen.add(response.status);
      }
      return [...seen];
    };
    const seen = () => Promise.all([{}, bob, ana, server.defaultAccount].map((headers) => statuses(headers)));
    const edit = (visibility: string) =>
      answer(
        fetch(`${server.url}/api/upload_sets/${set}`, {
          method: "PATCH",
          headers: { ...ana, "Content-Type": "application/json" },
          body: JSON.stringify({ visibility }),
        }),
      );
    assert.deepEqual(await seen(), [[404], [404], [200], [200]]);
    await edit("logged-only");
    assert.deepEqual(await seen(), [[404], [200], [200], [200]]);
    await edit("anyone");
    assert.deepEqual(await seen(), [[200], [200], [200], [200]]);
    await edit("owner-only");
    await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST", headers: ana }));
    await uploadSetWhenIdle(server, set, ana);
    assert.deepEqual(await seen(), [[404], [404], [200], [200]]);
  },
);

serverTest("a picture that is hidden or about to be deleted stays so when it cannot be processed", async (server) => {
  const ana = await server.account("Ana");
  const { id } = await upload(server, { estimated_nb_files: 1 }, ana);
  const [original] = await filesBelow(`${server.storage}/permanent`);
  await Deno.remove(join(server.storage, "permanent", original!));
  for (const status of ["hidden", "waiting-for-delete"]) {
    await server.sql`UPDATE pictures SET status = ${status}, preparing_status = 'prepared' WHERE id = ${id}`;
    await server.sql`INSERT INTO job_queue (picture_id, task) VALUES (${id}, 'prepare')`;
    await server.backend.runner!.idle();
    const [row] = await server.sql`SELECT status, preparing_status FROM pictures WHERE id = ${id}`;
    assert.deepEqual(row, { status, preparing_status: "broken" });
  }
});
