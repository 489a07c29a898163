/** Transactions take their locks in one order (docs/architecture.md): on native PostgreSQL none waits for one that waits for it. */
import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { makeInstance } from "../../support/instances.ts";
import { makePicture, type PictureOptions } from "../../support/pictures.ts";
import { answer } from "../../support/server.ts";
import { createUploadSet, sendFile } from "../../support/uploads.ts";
import { repetitions } from "../../support/thorough.ts";
import { until } from "../../support/until.ts";

const SIZE = { width: 32, height: 16 };
const START = { longitude: 2.35, latitude: 48.85, time: new Date("2024-05-01T10:00:00Z") };

/** Different bytes each time; 5 metres and 2 seconds from the one before. */
function picture(number: number): PictureOptions {
  const time = new Date(START.time.getTime() + number * 2000);
  return { ...SIZE, ...START, latitude: START.latitude + number * 0.00005, time, seed: number };
}

interface Server {
  url: string;
  /** Headers of the default account, to which all pictures belong. */
  owner: Record<string, string>;
}

/** Runs the work against a server with native PostgreSQL. @returns how often PostgreSQL had to end a deadlock */
async function deadlocksOf(work: (server: Server) => Promise<void>): Promise<number> {
  await using instance = await makeInstance("native", { variables: { PICTURE_PROCESS_THREADS_LIMIT: "4" } });
  const server = await instance.serve();
  try {
    const { stdout } = await instance.run("default-account-tokens", "get");
    await work({ url: server.url, owner: { Authorization: `Bearer ${stdout.trim()}` } });
    await until(async () => (await answer(fetch(`${server.url}/api/jobs/stats`))).total_jobs === 0);
  } finally {
    // Counts of a connection are only sure to be known once it is closed.
    await server.stop();
  }
  const rows = await instance.query((sql) =>
    sql<{ deadlocks: number }[]>`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`
  );
  return onlyRow(rows).deadlocks;
}

function nativeTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: !Deno.env.has("TEST_DB_URL"), sanitizeOps: false, sanitizeResources: false, fn });
}

nativeTest("uploads of two pictures, one after another, cause no deadlock", async () => {
  const deadlocks = await deadlocksOf(async (server) => {
    for (let upload = 0; upload < repetitions({ some: 20, many: 250 }); upload++) {
      const set = await createUploadSet(server, { estimated_nb_files: 2 });
      for (const number of [2 * upload, 2 * upload + 1]) {
        const bytes = await makePicture(picture(number));
        await answer(sendFile(server, set, { name: `${number}.jpg`, bytes }), 202);
      }
      await answer(fetch(`${server.url}/api/upload_sets/${set}/complete`, { method: "POST" }));
    }
  });
  assert.equal(deadlocks, 0);
});

nativeTest("uploads, edits and deletions of one set at once cause no deadlock", async () => {
  const deadlocks = await deadlocksOf(async (server) => {
    const set = await createUploadSet(server, { duplicate_distance: 0.1 });
    const path = `${server.url}/api/upload_sets/${set}`;
    const pictures = await Promise.all(
      Array.from({ length: repetitions({ some: 24, many: 200 }) }, (_, number) => makePicture(picture(number))),
    );
    const ids: string[] = [];
    const upload = async (part: number) => {
      for (const [number, bytes] of pictures.entries()) {
        if (number % 3 !== part) continue;
        const file = await answer(sendFile(server, set, { name: `${number}.jpg`, bytes }), 202);
        ids.push(file.picture_id);
        await ended(fetch(`${path}/complete`, { method: "POST" }));
      }
    };
    const edit = async () => {
      for (let round = 0; ids.length < pictures.length; round++) {
        const { associated_collections: [collection] } = await answer(fetch(path));
        const url = `${server.url}/api/collections/${collection?.id ?? set}`;
        const item = `${url}/items/${ids[round % Math.max(ids.length, 1)]}`;
        await ended(fetch(`${url}/prepare`, { method: "POST" }));
        await ended(fetch(`${item}/prepare`, { method: "POST" }));
        const body = JSON.stringify({ relative_heading: round % 90 });
        const headers = { ...server.owner, "Content-Type": "application/json" };
        await ended(fetch(url, { method: "PATCH", headers, body }));
        if (round % 4 === 0 && ids.length > 6) await ended(fetch(item, { method: "DELETE", headers: server.owner }));
      }
    };
    await Promise.all([upload(0), upload(1), upload(2), edit()]);
  });
  assert.equal(deadlocks, 0);
});

/** Whatever it says, but that the server failed. */
async function ended(asked: Promise<Response>): Promise<void> {
  const response = await asked;
  const text = await response.text();
  assert.ok(response.status < 500, `${response.status}: ${text}`);
}
