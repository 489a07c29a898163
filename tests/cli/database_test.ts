/** `panoramax db upgrade`, `db rollback`, `db refresh` and `picture-worker --once`. */
import assert from "node:assert/strict";
import { onlyRow } from "../../src/core/db/rows.ts";
import { type Instance, instanceTest, sequenceOf, uploadWalk } from "../support/instances.ts";

instanceTest("db upgrade and db rollback", async (instance, test) => {
  const { run, runAlone } = instance;
  const tables = () =>
    instance.query(async (sql) => {
      const rows = await sql<{ pictures: string | null }[]>`SELECT to_regclass('public.pictures')::text AS pictures`;
      return onlyRow(rows).pictures;
    });
  const applied = () =>
    instance.query(async (sql) => (await sql`SELECT id FROM panoramax_migration ORDER BY id`).map(({ id }) => id));

  await test.step("upgrade makes the schema, and says so once", async () => {
    const first = await runAlone("db", "upgrade");
    assert.deepEqual([first.code, first.stderr], [0, ""]);
    assert.match(first.stdout, /^Updating database schema:\n( {2}- \d{4}_\w+\n)+Migrations are done\n$/);
    const second = await run("db", "upgrade");
    assert.deepEqual([second.code, second.stdout], [0, "Database schema already up-to-date\n"]);
  });

  await test.step("rollback takes one migration back", async () => {
    const before = await applied();
    const { code, stdout } = await run("db", "rollback");
    assert.equal(code, 0);
    assert.equal(stdout, `Starting rollback for migrations:\n  - ${before.at(-1)}\nRollbacks are done\n`);
    assert.deepEqual(await applied(), before.slice(0, -1));
  });

  await test.step("with a migration missing, other commands say what to do", async () => {
    const { code, stderr } = await run("db", "refresh");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /The following database migrations are required:\n {2}- \d{4}_\w+\n.*\n {2}panoramax db upgrade\n$/s,
    );
  });

  await test.step("rollback --all leaves nothing, upgrade brings it back", async () => {
    assert.equal((await runAlone("db", "rollback", "--all")).code, 0);
    assert.equal(await tables(), null);
    assert.equal((await run("db", "rollback")).stdout, "There are no migrations to rollback\n");
    assert.equal((await run("db", "upgrade")).code, 0);
    assert.equal(await tables(), "pictures");
  });
}, { hasSchema: false });

async function grid(instance: Instance) {
  return await instance.query(async (sql) => {
    const cells = await sql<{ x: number; y: number; nb_pictures: number }[]>`
      SELECT ST_X(geom)::float8 AS x, ST_Y(geom)::float8 AS y, nb_pictures FROM pictures_aggregate_grid ORDER BY 1, 2`;
    const states = await sql<
      { refreshed: boolean }[]
    >`SELECT refreshed_at IS NOT NULL AS refreshed FROM refresh_database`;
    return {
      cells: cells.map(({ x, y, nb_pictures }) => [x.toFixed(1), y.toFixed(1), nb_pictures]),
      ...onlyRow(states),
    };
  });
}

instanceTest("picture-worker --once does what is left, db refresh counts it", async (instance, test) => {
  const { run, runAlone, kind } = instance;
  await using server = await instance.serve({ PICTURE_PROCESS_THREADS_LIMIT: "0" });
  const { pictures } = await uploadWalk(server, 3);

  await test.step("picture-worker --once ends when the queue is empty", async () => {
    if (kind === "embedded") {
      const refused = await run("picture-worker", "--once");
      assert.equal(refused.code, 1);
      assert.match(refused.stderr, /^Error: The data folder .* is in use/);
      assert.equal((await server.stop()).code, 0);
    }
    const { code, stdout, stderr } = await runAlone("picture-worker", "--once");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^(.*\n)*Running picture worker \d+\.\d+\.\d+\n(.*\n)*No job is left\n$/);
    const states = await instance.query((sql) => sql`SELECT status FROM pictures`);
    assert.deepEqual(states.map(({ status }) => status), pictures.map(() => "ready"));
    const jobs = await instance.query((sql) => sql`SELECT id FROM job_queue`);
    assert.deepEqual([...jobs], []);
  });

  await test.step("refresh counts what changed", async () => {
    const { code, stdout, stderr } = await runAlone("db", "refresh");
    assert.deepEqual([code, stdout, stderr], [0, "Refreshed pictures aggregate grid\n", ""]);
    assert.deepEqual(await grid(instance), { cells: [["2.4", "48.9", 3]], refreshed: true });
  });

  await test.step("refresh --full counts everything", async () => {
    await instance.query((sql) => sql`UPDATE pictures_aggregate_grid SET nb_pictures = 7`);
    assert.equal((await run("db", "refresh")).code, 0);
    assert.deepEqual((await grid(instance)).cells, [["2.4", "48.9", 7]], "nothing changed since");
    const { code, stdout } = await run("db", "refresh", "--full");
    assert.deepEqual([code, stdout], [0, "Refreshed all pictures aggregate grid\n"]);
    assert.deepEqual((await grid(instance)).cells, [["2.4", "48.9", 3]]);
  });
});

instanceTest("picture-worker without DB_URL needs --once", async ({ run, kind }) => {
  if (kind === "native") return;
  const { code, stderr } = await run("picture-worker");
  assert.equal(code, 1);
  assert.match(stderr, /^Error: A separate worker needs DB_URL.*--once/);
});

instanceTest(
  "db rollback and db upgrade need the database for themselves, and save it first",
  async (instance, test) => {
    const { run, kind } = instance;
    const backups = `${instance.folder}/data/backups`;

    await test.step("while a server runs, both are refused and change nothing", async () => {
      await using server = await instance.serve();
      const { setId, pictures } = await uploadWalk(server, 2);
      await sequenceOf(server, setId);
      for (const args of [["db", "rollback", "--all", "--yes"], ["db", "rollback", "--yes"]]) {
        const { code, stdout, stderr } = await run(...args);
        assert.deepEqual([code, stdout], [1, ""]);
        assert.equal(stderr, "Error: A server is using this database. Stop all servers first\n");
      }
      assert.equal((await fetch(`${server.url}/api/pictures/${pictures[0].id}/sd.jpg`)).status, 200);
      const upgrade = await run("db", "upgrade");
      assert.deepEqual([upgrade.code, upgrade.stdout], [0, "Database schema already up-to-date\n"]);
      assert.equal((await server.stop()).code, 0);
    });

    await test.step("without an answer, nothing is lost", async () => {
      const { code, stdout, stderr } = await run("db", "rollback", "--all");
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, /^Error: This deletes all tables .* add --yes to confirm\n$/);
      const left = await instance.query((sql) => sql`SELECT id FROM pictures`);
      assert.equal(left.length, 2);
    });

    await test.step("rollback --all saves the embedded database, from which everything comes back", async () => {
      const { code, stdout } = await run("db", "rollback", "--all", "--yes");
      assert.equal(code, 0);
      if (kind === "native") return assert.doesNotMatch(stdout, /Saved/);
      const path = /^Saved the database in (\S+\/before-rollback-\w+\.tar) /.exec(stdout)?.[1];
      assert.ok(path, stdout);
      assert.deepEqual(Array.from(Deno.readDirSync(backups), ({ name }) => `${backups}/${name}`), [path]);
      assert.equal((await run("restore", path)).code, 0);
      const rows = await instance.query((sql) => sql`SELECT status FROM pictures`);
      assert.deepEqual(rows.map(({ status }) => status), ["ready", "ready"]);
      assert.equal((await run("doctor")).code, 0);
    });

    await test.step("an upgrade saves it too", async () => {
      if (kind === "native") return;
      await run("db", "rollback", "--yes");
      const { code, stdout } = await run("db", "upgrade");
      assert.equal(code, 0);
      assert.match(stdout, /^Saved the database in \S+\/before-upgrade-\w+\.tar .*\nUpdating database schema:\n/);
    });
  },
  { hasSchema: false },
);
