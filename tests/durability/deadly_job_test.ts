/** A job of which the process dies each time fails in the end, and what ran next to it is done. */
import assert from "node:assert/strict";
import { type Instance, instanceTest } from "../support/instances.ts";
import { makePicture, walk } from "../support/pictures.ts";
import { answer } from "../support/server.ts";
import { until } from "../support/until.ts";
import { createUploadSet, sendFile } from "../support/uploads.ts";
import { untilHeld } from "./stops.ts";

const PICTURES = 4;
/** As many as a job may have. */
const DEATHS = 5;

/** Uploads pictures that wait to be prepared. @returns their ids */
async function uploadWaiting(instance: Instance): Promise<string[]> {
  await using server = await instance.serve({ PICTURE_PROCESS_THREADS_LIMIT: "0" });
  const set = await createUploadSet(server), ids: string[] = [];
  for (const [index, picture] of walk<number>(PICTURES, { width: 64, height: 32, step: 10 }).entries()) {
    const bytes = await makePicture(picture);
    ids.push((await answer(sendFile(server, set, { name: `${index}.jpg`, bytes }), 202)).picture_id);
  }
  assert.equal((await server.stop()).code, 0);
  return ids;
}

/** Whoever prepares the picture is held in the midst of it, each time. */
async function makeDeadly({ query }: Instance, id: string): Promise<void> {
  await query((sql) =>
    sql.unsafe(`
      CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_sleep(600);
        RETURN NEW;
      END $$;
      CREATE TRIGGER a_hold BEFORE UPDATE ON pictures FOR EACH ROW
      WHEN (NEW.id = '${id}' AND NEW.preparing_status = 'prepared') EXECUTE FUNCTION hold();`).simple()
  );
}

/** Sessions of a dead process end; those of the embedded database went with it. */
async function endSessions({ kind, query }: Instance): Promise<void> {
  if (kind === "embedded") return;
  await query((sql) =>
    sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`
  );
}

async function attemptsAt({ query }: Instance, id: string): Promise<number> {
  return (await query((sql) => sql`SELECT FROM job_history WHERE picture_id = ${id}`)).length;
}

instanceTest("A picture that kills the server each time is broken, and the others are published", async (instance) => {
  const ids = await uploadWaiting(instance);
  const deadly = ids[1]!; // One of PICTURES.
  await makeDeadly(instance, deadly);
  for (let death = 0; death < DEATHS; death++) {
    await using server = await instance.serve();
    await untilHeld(instance, server);
    await server[Symbol.asyncDispose]();
    await endSessions(instance);
    assert.equal(await attemptsAt(instance, deadly), death + 1, "known after the death");
  }
  await using server = await instance.serve();
  await until(async () => (await answer(fetch(`${server.url}/api/jobs/stats`))).total_jobs === 0);
  const pictures = await instance.query((sql) =>
    sql<{ id: string; status: string; attempts: number; error: string | null }[]>`
      SELECT id, status::text AS status, (SELECT count(*)::int FROM job_history WHERE picture_id = p.id) AS attempts,
        (SELECT string_agg(error, ', ') FROM job_history WHERE picture_id = p.id) AS error
      FROM pictures p`
  );
  const error = "The server stopped 5 times while it worked on this";
  for (const { id, status, attempts, error: problem } of pictures) {
    if (id === deadly) assert.deepEqual([status, attempts, problem], ["broken", DEATHS + 1, error]);
    else assert.deepEqual([status, problem], ["ready", null]);
  }
  assert.equal(pictures.length, PICTURES);
}, { variables: { API_LOG_LEVEL: "error" } });
