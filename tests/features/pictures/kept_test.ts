/** Who may have the files of a picture is remembered only while it is so, whichever server it was changed through. */
import assert from "node:assert/strict";
import { openPool } from "../../../src/core/db/sql.ts";
import { Team } from "../../../src/core/threads/mod.ts";
import { listen } from "../../../src/main/listen.ts";
import { nativeDatabaseTest } from "../../support/databases.ts";
import { makePicture, walk } from "../../support/pictures.ts";
import { present } from "../../support/present.ts";
import { answer, serverTest } from "../../support/server.ts";
import { createUploadSet, sendFile, uploadSetWhenIdle } from "../../support/uploads.ts";

const ROUNDS = 10;
/** Requests in a row, so that the later ones are answered from memory. */
const ASKED = 3;

serverTest(
  "the files of a picture that was hidden or shown through another server follow at once, for each caller",
  async (server) => {
    const { defaultAccount: owner } = server, member = await server.account("Zoé");
    const set = await createUploadSet(server, { estimated_nb_files: 1 }, owner);
    const [options] = walk(1, { longitude: 2.3522, latitude: 48.8566 });
    const bytes = await makePicture(present(options));
    const { picture_id: id } = await answer(sendFile(server, set, { name: "1.jpg", bytes }, { headers: owner }), 202);
    const { associated_collections: [{ id: collection }] } = await uploadSetWhenIdle(server, set, owner);
    const sql = openPool(server.database.target, { max: 5 });
    const other = await listen({ ...server.backend.services, sql, team: new Team() });
    const statuses = async (url: string, headers: Record<string, string>) => {
      const seen = new Set<number>();
      for (let count = 0; count < ASKED; count++) {
        for (const name of ["hd", "thumb"]) {
          const response = await fetch(`${url}/api/pictures/${id}/${name}.jpg`, { headers });
          await response.body?.cancel();
          seen.add(response.status);
        }
      }
      return [...seen];
    };
    try {
      for (let round = 0; round < ROUNDS; round++) {
        const visibility = ["owner-only", "logged-only", "anyone"][round % 3];
        const expected = { anonymous: visibility === "anyone", member: visibility !== "owner-only" };
        await answer(fetch(`${server.url}/api/collections/${collection}/items/${id}`, {
          method: "PATCH",
          headers: { ...owner, "Content-Type": "application/json" },
          body: JSON.stringify({ visibility }),
        }));
        for (const url of [other.url, server.url]) {
          assert.deepEqual(await statuses(url, {}), [expected.anonymous ? 200 : 404], `anonymous, ${visibility}`);
          assert.deepEqual(await statuses(url, member), [expected.member ? 200 : 404], `a member, ${visibility}`);
          assert.deepEqual(await statuses(url, owner), [200], `the owner, ${visibility}`);
        }
      }
    } finally {
      await other.stop();
      await sql.end();
    }
  },
  {},
  nativeDatabaseTest,
);
