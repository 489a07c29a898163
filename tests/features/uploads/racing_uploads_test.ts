/** Files that arrive at the same time: the set notices its last one, whichever that is. */
import assert from "node:assert/strict";
import pLimit from "p-limit";
import { makePicture, walk } from "../../support/pictures.ts";
import { answer, serverTest } from "../../support/server.ts";
import { repetitions } from "../../support/thorough.ts";
import { createUploadSet, readUploadSet, sendFile, uploadSetWhenIdle } from "../../support/uploads.ts";

const FILES = repetitions({ some: 100, many: 200 });
const AT_ONCE = 16;
const RUNS = repetitions({ some: 3, many: 20 });

serverTest(
  `${FILES} files sent ${AT_ONCE} at a time complete their set by themselves, every time`,
  async (server) => {
    const pictures = await Promise.all(walk(FILES, { width: 64, height: 32 }).map(makePicture));
    for (let run = 1; run <= RUNS; run++) {
      const setId = await createUploadSet(server, { title: `Run ${run}`, estimated_nb_files: FILES });
      const atOnce = pLimit(AT_ONCE);
      await Promise.all(
        pictures.map((bytes, i) => atOnce(() => answer(sendFile(server, setId, { name: `${i}.jpg`, bytes }), 202))),
      );
      assert.equal((await readUploadSet(server, setId)).completed, true, `run ${run}`);

      const set = await uploadSetWhenIdle(server, setId);
      assert.deepEqual([set.dispatched, set.ready, set.nb_items], [true, true, FILES], `run ${run}`);
      assert.equal(set.associated_collections[0].nb_items, FILES, `run ${run}`);
    }
  },
  { API_ACCEPT_DUPLICATE: "true" },
);

serverTest("The same file sent many times at once becomes one picture", async (server) => {
  const setId = await createUploadSet(server);
  const [options] = walk(1, { width: 64, height: 32 });
  const bytes = await makePicture(options);
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => sendFile(server, setId, { name: `${i}.jpg`, bytes })),
  );
  const statuses = answers.map(({ status }) => status).sort();
  await Promise.all(answers.map((response) => response.body?.cancel()));
  assert.deepEqual(statuses, [202, 409, 409, 409, 409, 409, 409, 409]);
  assert.equal((await uploadSetWhenIdle(server, setId)).nb_items, 1);
});

serverTest("Two pictures under one wanted id: one of them gets it, with its own bytes", async (server) => {
  const id = crypto.randomUUID();
  const pictures = await Promise.all(walk(8, { width: 64, height: 32 }).map(makePicture));
  const setId = await createUploadSet(server);
  const answers = await Promise.all(
    pictures.map((bytes, i) => sendFile(server, setId, { name: `${i}.jpg`, bytes }, { fields: { picture_id: id } })),
  );
  const accepted = pictures.filter((_, i) => answers[i]?.status === 202);
  await Promise.all(answers.map((response) => response.body?.cancel()));
  assert.equal(accepted.length, 1);

  await server.backend.runner!.idle();
  const response = await fetch(`${server.url}/api/pictures/${id}/hd.jpg`, { headers: server.defaultAccount });
  assert.equal(response.status, 200);
  assert.deepEqual(await response.bytes(), accepted[0]);
});
