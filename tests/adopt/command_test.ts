/** `panoramax adopt` on databases that geovisio has made, without its server: what it says, refuses, changes and restores. */
import assert from "node:assert/strict";
import postgres from "postgres";
import { onlyRow } from "../../src/core/db/rows.ts";
import { openPool, type Sql } from "../../src/core/db/sql.ts";
import { hdPath, thumbPath } from "../../src/core/storage/mod.ts";
import { signToken } from "../../src/features/accounts/mod.ts";
import { GEOVISIO_KEY, type GeovisioInstance, geovisioTest } from "../support/geovisio.ts";
import { nativeDatabase } from "../support/native_database.ts";
import { type Outcome, runProgram, serveProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { answer, filesBelow } from "../support/server.ts";

geovisioTest("adopt takes a database over, and puts it back exactly", async (instance, test) => {
  const { sql, files } = instance;
  const panoramax = (...args: string[]) => run(instance, ...args);
  const pictures = await fill(instance);
  const before = await dump(instance);

  await test.step("serve, db upgrade and other commands say what the database is", async () => {
    for (const args of [["serve", "--port", "0"], ["db", "upgrade"], ["doctor"]]) {
      const { code, stderr } = await panoramax(...args);
      assert.equal(code, 1);
      assert.match(stderr, /^Error: This is a database of geovisio\..*\n.*\n {2}panoramax adopt --dry-run\n/);
      assert.doesNotMatch(stderr, /already exists|needs an update/);
    }
  });

  await test.step("other versions are refused by name", async () => {
    await sql`DELETE FROM _yoyo_migration WHERE migration_id > '20260428'`;
    const older = await panoramax("adopt", "--dry-run");
    assert.match(older.stderr, /made by geovisio 2\.14 .*upgrade it to 2\.15 first: .*panoramax_backend db upgrade/);
    await sql`INSERT INTO _yoyo_migration VALUES ('x', '20270101_01_xxxxx-something', now())`;
    const newer = await panoramax("adopt");
    assert.match(
      newer.stderr,
      /made by a newer geovisio than 2\.15 \(its last migration is 20270101_01_xxxxx-something\)/,
    );
    assert.deepEqual([older.code, newer.code], [1, 1]);
    await sql`UPDATE _yoyo_migration SET migration_id = '20260708_01_TZp6q-excluded-area-rejection-status' WHERE migration_hash = 'x'`;
  });
  const adoptable = await dump(instance);

  await test.step("wrong settings of files are named, and make no folders", async () => {
    const elsewhere = { FS_PERMANENT_URL: `${files}/nowhere` };
    const { code, stderr } = await run(instance, "adopt", elsewhere);
    assert.equal(code, 1);
    assert.match(stderr, /There is no folder .*\/nowhere\. Set FS_PERMANENT_URL, or FS_URL for all files together/);
    await assert.rejects(Deno.stat(`${files}/nowhere`), Deno.errors.NotFound);
    const swapped = await run(instance, "adopt", { FS_DERIVATES_URL: `${files}/permanent` });
    assert.match(swapped.stderr, /None of the thumbnails of 2 pictures is in .*\. Set FS_DERIVATES_URL/);
  });

  await test.step("--dry-run counts and changes nothing", async () => {
    const { code, stdout } = await panoramax("adopt", "--dry-run");
    assert.equal(code, 0);
    assert.match(stdout, /^ {2}accounts +2$/m);
    assert.match(stdout, /^ {2}pictures +3$/m);
    assert.match(stdout, /Of 2 pictures, 1 original and 2 thumbnails are there/);
    assert.match(stdout, /Takes about \d+ seconds, and \d+ MB more/);
    assert.match(stdout, /These views are not geovisio's, .*: public\.somebodys_view/);
    assert.match(stdout, /Nothing was changed\n$/);
    const { done, rows } = JSON.parse((await panoramax("adopt", "--dry-run", "--json")).stdout);
    assert.deepEqual([done, rows.accounts, rows.pictures], ["none", 2, 3]);
    assert.equal(await dump(instance), adoptable);
  });

  await test.step("a running geovisio is noticed", async () => {
    const geovisio = postgres(instance.environment.DB_URL!, { max: 1, connection: { application_name: "gunicorn" } });
    await geovisio`SELECT 1`;
    const { code, stderr } = await panoramax("adopt");
    await geovisio.end({ timeout: 5 });
    assert.equal(code, 1);
    assert.match(stderr, /1 other connections use this database \(gunicorn as .*Stop geovisio.*add --yes/s);
    assert.equal(await dump(instance), adoptable);
  });

  await test.step("adopt makes our schema, to the letter, and fills it", async () => {
    const [edited] = await sql<{ updated_at: string }[]>`SELECT updated_at FROM sequences`;
    const { code, stdout, stderr } = await panoramax("adopt");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Adopted \d+ rows of geovisio 2\.15\n2 jobs that geovisio had left were queued/);
    await assertOurSchema(sql);
    const rows = await sql`
      SELECT nb_files, (SELECT count(*)::int FROM pictures WHERE upload_set_id = u.id) AS pictures FROM upload_sets u
      ORDER BY title`;
    assert.deepEqual([...rows], [{ nb_files: 2, pictures: 2 }, { nb_files: 1, pictures: 1 }]);
    const sequences = await sql`
      SELECT round(length_m)::int AS length, tile_geom IS NOT NULL AS has_tile_geom, nb_pictures, updated_at FROM sequences`;
    assert.deepEqual([...sequences], [
      { length: 7, has_tile_geom: true, nb_pictures: 2, updated_at: edited?.updated_at },
    ]);
    const [grid] = await sql`SELECT sum(nb_pictures)::int AS pictures FROM pictures_aggregate_grid`;
    assert.equal(grid?.pictures, 2);
    const headings = await sql`SELECT heading FROM pictures WHERE id = ${pictures[0]!}`;
    assert.equal(headings[0]?.heading, 10, "370 degrees, as geovisio may have them");
    const jobs =
      await sql`SELECT task::text, num_nonnulls(picture_id, upload_set_id) AS objects FROM job_queue ORDER BY 1`;
    assert.deepEqual([...jobs], [
      { task: "dispatch", objects: 1 },
      { task: "prepare", objects: 1 },
    ]);
  });

  await test.step("old tokens work, and identities continue", async () => {
    await using server = await serveProgram(SOURCE_PROGRAM, {
      folder: files,
      environment: { ...instance.environment, PICTURE_PROCESS_THREADS_LIMIT: "0" },
    });
    const tokens = await sql<{ id: string }[]>`
      SELECT t.id FROM tokens t JOIN accounts a ON a.id = account_id WHERE name = 'alice'`;
    const token = await signToken(onlyRow(tokens).id, new TextEncoder().encode(GEOVISIO_KEY));
    const me = await answer(fetch(`${server.url}/api/users/me`, { headers: { Authorization: `Bearer ${token}` } }));
    assert.equal(me.name, "alice");
    const refused = await panoramax("adopt", "--undo");
    assert.match(refused.stderr, /A server is using this database/);
    await server.stop();
    await sql`INSERT INTO excluded_areas (geom) SELECT geom FROM excluded_areas`;
    const areas = await sql<{ seq: number }[]>`SELECT seq FROM excluded_areas ORDER BY seq`;
    assert.equal(new Set(areas.map(({ seq }) => seq)).size, 2);
    const again = await panoramax("adopt");
    assert.match(again.stderr, /adopted already/);
  });

  await test.step("--undo is refused when something would be lost, then puts everything back", async () => {
    await sql`
      INSERT INTO pictures (ts, geom, account_id) SELECT now(), ST_Point(1, 2, 4326), id FROM accounts WHERE is_default`;
    const refused = await panoramax("adopt", "--undo");
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /Since the adoption: pictures: 1 added, 0 deleted\..*add --yes to confirm/);
    const undone = await panoramax("adopt", "--undo", "--yes");
    assert.equal(undone.code, 0, undone.stderr);
    assert.equal(await dump(instance), adoptable);
    assert.notEqual(before, adoptable);
    assert.match((await panoramax("adopt", "--undo")).stderr, /No tables of geovisio wait aside/);
  });

  await test.step("--finish deletes geovisio's tables, once nobody reads them", async () => {
    assert.equal((await panoramax("adopt")).code, 0);
    const read = await panoramax("adopt", "--finish", "--yes");
    assert.match(read.stderr, /These views still read geovisio's tables: public\.somebodys_view/);
    await sql`DROP VIEW somebodys_view`;
    assert.match((await panoramax("adopt", "--finish")).stderr, /cannot be undone afterwards\. .*add --yes/);
    assert.equal((await panoramax("adopt", "--finish", "--yes")).code, 0);
    const schemas = await sql`SELECT FROM pg_namespace WHERE nspname LIKE 'geovisio%'`;
    assert.equal(schemas.length, 0);
    await assertOurSchema(sql);
    assert.match((await panoramax("adopt", "--undo", "--yes")).stderr, /the adoption is finished/);
    assert.match((await panoramax("adopt")).stderr, /This is no database of geovisio/);
  });

  assert.deepEqual(await filesBelow(`${files}/tmp`), []);
});

function run(instance: GeovisioInstance, ...args: (string | Record<string, string>)[]): Promise<Outcome> {
  const words = args.filter((arg) => typeof arg === "string");
  const settings = args.filter((arg) => typeof arg === "object");
  return runProgram(SOURCE_PROGRAM, words, {
    folder: instance.files,
    environment: Object.assign({}, instance.environment, ...settings),
  });
}

/** The whole database as SQL. */
async function dump({ environment }: GeovisioInstance): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command("pg_dump", { args: [environment.DB_URL ?? ""] }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  // A random key in newer versions.
  return new TextDecoder().decode(stdout).replaceAll(/^\\(un)?restrict .*$/gm, "");
}

/** Every table, column, constraint, index, trigger, view and function of `public`, as a new database has them. */
async function assertOurSchema(sql: Sql): Promise<void> {
  await using fresh = await nativeDatabase(Deno.env.get("TEST_DB_URL")!, true);
  const other = openPool({ url: fresh.url }, { max: 1 });
  try {
    assert.deepEqual(await describeSchema(sql), await describeSchema(other));
  } finally {
    await other.end({ timeout: 5 });
  }
}

async function describeSchema(sql: Sql): Promise<string[]> {
  const rows = await sql<{ text: string }[]>`
    WITH tables AS (
      SELECT oid, relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')
        AND relname <> 'somebodys_view' AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
    )
    SELECT concat_ws(' ', 'column', relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
      pg_get_expr(adbin, adrelid)) AS text
    FROM tables JOIN pg_attribute ON attrelid = tables.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = tables.oid AND adnum = attnum
    UNION ALL
    SELECT concat_ws(' ', 'constraint', relname, conname, pg_get_constraintdef(c.oid)) FROM tables JOIN pg_constraint c ON conrelid = tables.oid
    UNION ALL SELECT concat_ws(' ', 'index', pg_get_indexdef(indexrelid)) FROM tables JOIN pg_index ON indrelid = tables.oid
    UNION ALL
    SELECT concat_ws(' ', 'trigger', tgenabled, pg_get_triggerdef(t.oid)) FROM tables JOIN pg_trigger t ON tgrelid = tables.oid
    WHERE NOT tgisinternal
    UNION ALL SELECT concat_ws(' ', 'view', relname, pg_get_viewdef(oid)) FROM tables WHERE relname IN (SELECT viewname FROM pg_views)
    UNION ALL
    SELECT concat_ws(' ', 'function', pg_get_functiondef(p.oid)) FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
    UNION ALL
    SELECT concat_ws(' ', 'type', typname, enumlabel) FROM pg_type JOIN pg_enum ON enumtypid = pg_type.oid
    WHERE typnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', 'migration', id, checksum) FROM panoramax_migration
    ORDER BY 1`;
  return rows.map(({ text }) => text);
}

/**
 * What geovisio might hold: two accounts, a sequence of two pictures, a third picture in a set that it has not sorted, an excluded
 * area, and a view that somebody has added. The original of one picture is missing.
 * @returns ids of the two pictures that are ready
 */
async function fill({ sql, files }: GeovisioInstance): Promise<string[]> {
  await sql`INSERT INTO accounts (name) VALUES ('alice')`;
  const [alice] = await sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'alice'`;
  const sets = await sql<{ id: string }[]>`
    INSERT INTO upload_sets (account_id, title, completed, dispatched)
    VALUES (${alice!.id}, 'a tour', true, true), (${alice!.id}, 'left behind', true, false) RETURNING id`;
  const pictures: string[] = [];
  for (const [index, set] of [sets[0]!, sets[0]!, sets[1]!].entries()) {
    const [picture] = await sql<{ id: string }[]>`
      INSERT INTO pictures (ts, geom, heading, account_id, upload_set_id, metadata, status, preparing_status)
      VALUES ('2024-05-01 10:00:00+00', ST_SetSRID(ST_Point(2 + ${index}::float8 / 10000, 48), 4326), 370, ${
      alice!.id
    }, ${set.id},
        '{"type": "flat"}', ${index < 2 ? "ready" : "waiting-for-process"}, ${index < 2 ? "prepared" : "not-processed"})
      RETURNING id`;
    pictures.push(picture!.id);
    await sql`INSERT INTO files (upload_set_id, picture_id, file_name, file_type) VALUES (${set.id}, ${
      picture!.id
    }, ${`${index}.jpg`},
      ${index === 0 ? null : "picture"})`;
  }
  const [sequence] = await sql<{ id: string }[]>`
    INSERT INTO sequences (account_id, status, upload_set_id) VALUES (${alice!.id}, 'ready', ${
    sets[0]!.id
  }) RETURNING id`;
  for (const [rank, picture] of pictures.slice(0, 2).entries()) {
    await sql`INSERT INTO sequences_pictures (seq_id, rank, pic_id) VALUES (${sequence!.id}, ${rank}, ${picture})`;
  }
  await sql`
    UPDATE sequences SET geom = compute_sequence_geom(id), bbox = compute_sequence_bbox(id)`;
  await sql`DELETE FROM job_queue WHERE upload_set_id IS NOT NULL OR picture_id = ANY (${pictures}::uuid[])`;
  await sql`
    INSERT INTO excluded_areas (is_public, geom) VALUES (true, ST_Multi(ST_SetSRID(ST_MakeEnvelope(10, 10, 11, 11), 4326)))`;
  await sql`CREATE VIEW somebodys_view AS SELECT count(*) AS number FROM pictures`;
  const places = [`permanent${hdPath(pictures[0]!)}`, ...pictures.slice(0, 2).map((id) => `derivates${thumbPath(id)}`)];
  places.push(`permanent${hdPath(pictures[2]!)}`);
  for (const place of places) {
    await Deno.mkdir(`${files}/${place}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(`${files}/${place}`, "a picture");
  }
  return pictures.slice(0, 2);
}
