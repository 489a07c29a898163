/** A server is killed in each step of each kind of job. The job is taken again, and its effects are there once. */
import assert from "node:assert/strict";
import { onlyRow } from "../../src/core/db/rows.ts";
import { hdPath, thumbPath } from "../../src/core/storage/mod.ts";
import { formAnswer, startBlurServer } from "../support/blur_server.ts";
import { type Instance, instanceTest } from "../support/instances.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { present } from "../support/present.ts";
import type { ServerProcess } from "../support/program.ts";
import { answer, filesBelow } from "../support/server.ts";
import { until } from "../support/until.ts";
import { createUploadSet, letTimePass, sendFile } from "../support/uploads.ts";
import { arm, disarm, type Stop, untilHeld } from "./stops.ts";

const SIZE = { width: 64, height: 32, step: 10 };
const blurServer = startBlurServer();
Deno.test.afterAll(async () => await blurServer[Symbol.asyncDispose]());

/** What the blurring API tells of each picture: one detection. */
const DETECTIONS = {
  blurring_id: "1",
  service_name: "SGBlur",
  annotations: [{
    shape: [1, 2, 30, 20],
    semantics: [
      { key: "osm|traffic_sign", value: "yes" },
      { key: "detection_model[osm|traffic_sign=yes]", value: "SGBlur-yolo/1" },
    ],
  }],
};

/** An instance with one upload set, whose server dies again and again. */
class Victim {
  #server?: ServerProcess;
  #set = "";
  #sent = 0;

  constructor(readonly instance: Instance) {}

  async start(): Promise<void> {
    this.#server = await this.instance.serve();
    if (!this.#set) this.#set = await createUploadSet(this.#server);
  }

  /** Sends a picture, farther along the way, or taken on the same spot as the first one. */
  async send({ isDuplicate = false } = {}): Promise<void> {
    const way = walk(++this.#sent, { ...SIZE, seed: 1000 });
    const options = present(way.at(-1));
    const bytes = await makePicture({ ...options, latitude: (isDuplicate ? way[0] : options)?.latitude });
    await answer(sendFile(this.#server!, this.#set, { name: `${this.#sent}.jpg`, bytes }), 202);
  }

  async complete(): Promise<void> {
    await answer(fetch(`${this.#server!.url}/api/upload_sets/${this.#set}/complete`, { method: "POST" }));
  }

  async untilDone(): Promise<void> {
    await until(async () => (await answer(fetch(`${this.#server!.url}/api/jobs/stats`))).total_jobs === 0);
  }

  async kill(): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }

  /** Has the server held at a step of what is done, kills it there, and starts another that does the rest. */
  async dieAt(stop: Stop, work: () => Promise<void>): Promise<void> {
    await arm(this.instance, stop);
    await work();
    await untilHeld(this.instance, this.#server!);
    await this.kill();
    await disarm(this.instance);
    await this.start();
    await this.untilDone();
  }
}

/** The database and the files tell the same of so many pictures, and nothing is there twice. */
async function assertWhole({ query, storage }: Instance, pictures: number, when: string): Promise<void> {
  const rows = await query((sql) =>
    sql<{ id: string; status: string; annotations: number; files: number; ranks: number[] | null }[]>`
    SELECT p.id, p.status, (SELECT count(*)::int FROM annotations WHERE picture_id = p.id) AS annotations,
      (SELECT count(*)::int FROM files WHERE picture_id = p.id) AS files,
      (SELECT array_agg(rank) FROM sequences_pictures WHERE pic_id = p.id) AS ranks
    FROM pictures p ORDER BY ts`
  );
  const expected = rows.map(({ id }, index) => ({ id, status: "ready", annotations: 1, files: 1, ranks: [index + 1] }));
  assert.deepEqual(rows.map((row) => ({ ...row, ranks: row.ranks ?? [rows.indexOf(row) + 1] })), expected, when);
  assert.equal(rows.length, pictures, when);
  const paths = (path: (id: string) => string) => rows.map(({ id }) => path(id).slice(1)).sort();
  assert.deepEqual(await filesBelow(`${storage}/permanent`), paths(hdPath), when);
  assert.deepEqual(await filesBelow(`${storage}/derivates`), paths(thumbPath), when);
  assert.deepEqual(await filesBelow(`${storage}/tmp`), [], when);
}

async function sequences({ query }: Instance) {
  const rows = await query((sql) => sql`SELECT status, nb_pictures FROM sequences ORDER BY inserted_at`);
  return rows.map(({ status, nb_pictures }) => [status, nb_pictures]);
}

/** Steps of the preparation of a picture. */
const PREPARATION: Record<string, Stop> = {
  "a job is taken": { on: "INSERT ON job_history", when: "NEW.job_task = 'prepare'" },
  "its files are written": { on: "DELETE ON job_queue", when: "OLD.task = 'prepare'" },
  "it is marked as prepared": { on: "UPDATE ON pictures", when: "NEW.preparing_status = 'prepared'" },
};

instanceTest("A job that was killed is done again, and its effects are there once", async (instance, test) => {
  const victim = new Victim(instance);
  await victim.start();
  blurServer.answer = (picture) => formAnswer(picture, DETECTIONS);
  let pictures = 0;
  try {
    for (const [when, stop] of Object.entries(PREPARATION)) {
      await test.step(`prepare: when ${when}`, async () => {
        await victim.dieAt(stop, () => victim.send());
        await assertWhole(instance, ++pictures, when);
      });
    }

    await test.step("prepare: while the picture is blurred", async () => {
      const { promise: isAsked, resolve } = Promise.withResolvers<void>();
      const { promise: isOver, resolve: release } = Promise.withResolvers<void>();
      blurServer.answer = async (picture) => {
        resolve();
        await isOver;
        return formAnswer(picture, DETECTIONS);
      };
      await victim.send();
      await isAsked;
      await victim.kill();
      blurServer.answer = (picture) => formAnswer(picture, DETECTIONS);
      release();
      await victim.start();
      await victim.untilDone();
      await assertWhole(instance, ++pictures, "while the picture is blurred");
    });

    await test.step("dispatch: when pictures come into their collection", async () => {
      await victim.dieAt({ on: "INSERT ON sequences_pictures", when: "NEW.rank = 2" }, () => victim.complete());
      await assertWhole(instance, pictures, "dispatch");
      assert.deepEqual(await sequences(instance), [["ready", pictures]]);
    });

    await test.step("finalize: when the collection gets ready", async () => {
      await instance.query((sql) => sql`UPDATE sequences SET status = 'waiting-for-process', computed_model = 'none'`);
      await victim.dieAt(
        { on: "UPDATE ON sequences", when: "NEW.status = 'ready' AND OLD.status <> 'ready'" },
        () => victim.complete(),
      );
      assert.deepEqual(await sequences(instance), [["ready", pictures]]);
      const { model } = await instance.query(async (sql) =>
        onlyRow(await sql<{ model: string | null }[]>`SELECT computed_model AS model FROM sequences`)
      );
      assert.equal(model, null);
    });

    await test.step("read_metadata: when the picture changes", async () => {
      await instance.query((sql) => sql`UPDATE pictures SET metadata = metadata || '{"altitude": 9000}'`);
      await victim.dieAt({ on: "UPDATE ON pictures", when: "NEW.metadata <> OLD.metadata" }, async () => {
        await instance.query((sql) =>
          sql`INSERT INTO job_queue (picture_id, task) SELECT id, 'read_metadata' FROM pictures`
        );
      });
      const altitudes = await instance.query((sql) => sql`SELECT metadata->'altitude' AS altitude FROM pictures`);
      assert.deepEqual(altitudes.map(({ altitude }) => altitude), Array(pictures).fill(null));
    });

    const DELETION: Record<string, Stop> = {
      "its row goes": { on: "DELETE ON pictures", when: "OLD.status = 'waiting-for-delete'" },
      "its files are gone": { on: "DELETE ON job_queue", when: "OLD.task = 'delete'" },
    };
    for (const [when, stop] of Object.entries(DELETION)) {
      await test.step(`delete: when ${when}`, async () => {
        await victim.send({ isDuplicate: true });
        await victim.untilDone();
        await victim.dieAt(stop, async () => {
          await victim.complete();
          const isQueued = () => instance.query((sql) => sql`SELECT FROM job_queue WHERE task = 'delete'`);
          await until(async () => (await isQueued()).length > 0);
          await instance.query(letTimePass);
        });
        await assertWhole(instance, pictures, when);
        assert.deepEqual(await sequences(instance), [["ready", pictures]]);
      });
    }
  } finally {
    await victim.kill();
  }
}, {
  variables: {
    API_BLUR_URL: blurServer.url,
    API_LOG_LEVEL: "error",
  },
});
