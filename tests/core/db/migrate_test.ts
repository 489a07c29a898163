import assert from "node:assert/strict";
import { join } from "node:path";
import { dbRollback, dbUpgrade } from "../../../src/commands/db.ts";
import { readMigrations } from "../../../src/core/db/migrate/migration_files.ts";
import {
  checkDatabase,
  DatabaseTimeZoneError,
  EmptyDatabaseError,
  migrate,
  MigrationHistoryError,
  pendingMigrations,
  PendingMigrationsError,
  rollback,
} from "../../../src/core/db/migrate/mod.ts";
import { lockMigrations } from "../../../src/core/db/migrate/queries.ts";
import { openPool, type Sql } from "../../../src/core/db/sql.ts";
import { emptyDatabaseTest, nativeDatabaseTest } from "../../support/databases.ts";
import { temporaryFolder } from "../../support/temporary_folder.ts";
import { until } from "../../support/until.ts";
import { describeSchema } from "./schema/description.ts";

const names = (await readMigrations()).map(({ id }) => id);

emptyDatabaseTest(
  "rollback() takes back everything that migrate() makes, and migrate() makes it again",
  async (sql) => {
    assert.deepEqual(await migrate(sql), names);
    const made = await describeSchema(sql);
    assert.ok(made.length > 300, "the description holds columns, constraints, indexes, functions and triggers");
    assert.deepEqual(await rollback(sql, { all: true }), names.toReversed());
    assert.deepEqual(await describeSchema(sql), []);
    assert.deepEqual(await migrate(sql), names);
    assert.deepEqual(await describeSchema(sql), made);
  },
);

emptyDatabaseTest("rollback() takes the last migration back, one at a time", async (sql) => {
  await migrate(sql);
  const before = await describeSchema(sql);
  for (const name of names.toReversed().slice(0, 3)) assert.deepEqual(await rollback(sql), [name]);
  assert.deepEqual(await pendingMigrations(sql), names.slice(-3));
  assert.deepEqual(await migrate(sql), names.slice(-3));
  assert.deepEqual(await describeSchema(sql), before);
});

emptyDatabaseTest("dbUpgrade() and dbRollback() tell what they do", async (sql) => {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const printed = () => lines.splice(0).join("\n");
  const list = (ids: string[]) => ids.map((id) => `  - ${id}`).join("\n");

  await dbUpgrade({ sql, print });
  assert.equal(printed(), `Updating database schema:\n${list(names)}\nMigrations are done`);
  await dbUpgrade({ sql, print });
  assert.equal(printed(), "Database schema already up-to-date");
  await dbRollback({ sql, print });
  assert.equal(printed(), `Starting rollback for migrations:\n${list(names.slice(-1))}\nRollbacks are done`);
  await dbRollback({ sql, print, all: true });
  assert.equal(
    printed(),
    `Starting rollback for migrations:\n${list(names.toReversed().slice(1))}\nRollbacks are done`,
  );
  await dbRollback({ sql, print, all: true });
  assert.equal(printed(), "There are no migrations to rollback");
});

emptyDatabaseTest("checkDatabase() fills an empty database, and asks for an upgrade of an older one", async (sql) => {
  await checkDatabase(sql);
  assert.deepEqual(await pendingMigrations(sql), []);
  await checkDatabase(sql);
  await rollback(sql);
  await assert.rejects(checkDatabase(sql), (error: PendingMigrationsError) => {
    assert.ok(error instanceof PendingMigrationsError);
    assert.deepEqual(error.pending, names.slice(-1));
    assert.equal(
      error.message,
      "Panoramax database schema needs an update !\nThe following database migrations are required:\n" +
        `  - ${names.at(-1)}\nPlease apply them using this command:\n  panoramax db upgrade`,
    );
    return true;
  });
});

emptyDatabaseTest("checkDatabase() tells that an empty database may not be filled", async (_, { target }) => {
  const readOnly = openPool(target, { max: 1, readOnly: true });
  try {
    await assert.rejects(checkDatabase(readOnly), EmptyDatabaseError);
  } finally {
    await readOnly.end({ timeout: 5 });
  }
});

emptyDatabaseTest("checkDatabase() leaves a database alone that holds something else", async (sql) => {
  await sql`CREATE TABLE recipes (name text)`;
  try {
    await assert.rejects(checkDatabase(sql), PendingMigrationsError);
    assert.deepEqual([...await sql`SELECT to_regclass('accounts') AS accounts`], [{ accounts: null }]);
  } finally {
    await sql`DROP TABLE recipes`;
  }
});

nativeDatabaseTest(
  "checkDatabase() refuses a database of another time zone, dbUpgrade() mends it",
  async (sql, { target }) => {
    const [{ name }] = await sql<[{ name: string }]>`SELECT current_database() AS name`;
    const alter = (zone: string) => sql`ALTER DATABASE ${sql(name)} SET timezone TO ${sql(zone)}`;
    const cases: [zone: string, isUtc: boolean][] = [
      ["Etc/UTC", true],
      ["GMT", true],
      ["Europe/Paris", false],
      ["Europe/London", false],
      ["America/Sao_Paulo", false],
    ];
    for (const [zone, isUtc] of cases) {
      await alter(zone);
      const check = checkDatabase(sql);
      if (isUtc) await check;
      else {
        await assert.rejects(check, (error) => {
          assert.ok(error instanceof DatabaseTimeZoneError);
          assert.match(error.message, /^Database is not running at UTC timezone !\n/);
          assert.match(error.message, /ALTER DATABASE "panoramax_test_\w+" SET TIMEZONE TO 'UTC';/);
          assert.ok(error.message.includes(zone));
          return true;
        }, zone);
      }
    }
    await dbUpgrade({ sql, print: () => {} });
    await checkDatabase(sql);
    const later = openPool(target, { max: 1 });
    try {
      await checkDatabase(later);
    } finally {
      await later.end({ timeout: 5 });
    }
  },
);

emptyDatabaseTest(
  "migrate() applies each migration once, whoever else migrates at the same time",
  async (sql, { target }) => {
    const other = openPool(target, { max: 1 });
    try {
      const applied = await Promise.all([
        migrate(sql),
        migrate(other),
        migrate(sql),
        checkDatabase(other).then(() => []),
      ]);
      assert.deepEqual(applied.flat(), names);
      assert.equal((await sql`SELECT FROM panoramax_migration`).length, names.length);
    } finally {
      await other.end({ timeout: 5 });
    }
  },
);

emptyDatabaseTest("migrate() leaves nothing of migrations that fail", async (sql) => {
  await using folder = await migrationFolder({
    "0001_first": ["CREATE TABLE first ()", "DROP TABLE first"],
    "0002_broken": ["CREATE TABLE second (); SELECT * FROM nowhere", "DROP TABLE second"],
  });
  await assert.rejects(migrate(sql, { folder: folder.path }), { code: "42P01" });
  assert.deepEqual(await describeSchema(sql), []);
});

emptyDatabaseTest("migrate() refuses migrations that have changed or are unknown", async (sql) => {
  const first: [string, string] = ["CREATE TABLE first ()", "DROP TABLE first"];
  const second: [string, string] = ["CREATE TABLE second ()", "DROP TABLE second"];
  await using both = await migrationFolder({ "0001_first": first, "0002_second": second });
  await using changed = await migrationFolder({
    "0001_first": [`${first[0]} -- again`, first[1]],
    "0002_second": second,
  });
  await using former = await migrationFolder({ "0001_first": first });
  await migrate(sql, { folder: both.path });
  try {
    await assert.rejects(migrate(sql, { folder: changed.path }), (error) => {
      assert.ok(error instanceof MigrationHistoryError);
      assert.match(error.message, /0001_first has changed/);
      return true;
    });
    await assert.rejects(checkDatabase(sql, { folder: former.path }), (error) => {
      assert.ok(error instanceof MigrationHistoryError);
      assert.match(error.message, /newer version .* 0002_second/);
      return true;
    });
  } finally {
    await rollback(sql, { folder: both.path, all: true });
  }
});

/** The migrations as they were numbered before their gaps were closed. */
const FORMER_NUMBERS = {
  map_tiles: "0022",
  allsky: "0024",
  api_keys: "0025",
  bbox_of_added_pictures: "0027",
  upload_set_file_counts: "0029",
  bulk_updates_of_pictures: "0030",
  transfers: "0031",
  map_lookups: "0032",
  allsky_remote_addresses: "0033",
};

emptyDatabaseTest("migrate() upgrades a database whose migrations had other numbers", async (sql, { kind }) => {
  const LAST = "allsky_remote_addresses";
  await migrate(sql, { last: `0033_${LAST}` });
  await sql`INSERT INTO accounts (name) VALUES ('kept')`;
  for (const [name, number] of Object.entries(FORMER_NUMBERS)) {
    await sql`UPDATE panoramax_migration SET id = ${`${number}_${name}`} WHERE id LIKE ${`%\\_${name}`}`;
  }
  const former = (await sql<{ id: string }[]>`SELECT id FROM panoramax_migration ORDER BY id`).map(({ id }) => id);
  assert.equal(former.at(-1), `0033_${LAST}`);

  const later = names.slice(names.findIndex((name) => name.endsWith(`_${LAST}`)) + 1);
  assert.deepEqual(await pendingMigrations(sql), later, kind);
  assert.deepEqual(await migrate(sql), later);
  const applied = await sql<{ id: string }[]>`SELECT id FROM panoramax_migration ORDER BY id`;
  assert.deepEqual(applied.map(({ id }) => id), names);
  assert.equal((await sql`SELECT FROM accounts WHERE name = 'kept'`).length, 1);
  await checkDatabase(sql);

  await sql`UPDATE panoramax_migration SET id = '9999_pages' WHERE id LIKE '%\\_pages'`;
  assert.deepEqual(await rollback(sql, { all: true }), names.toReversed());
});

nativeDatabaseTest(
  "migrate() waits for another process for longer than a statement may run",
  async (sql, { target }) => {
    const other = openPool(target, { max: 1, statementTimeout: 50 });
    try {
      const { waited } = await sql.begin(async (tx) => {
        await lockMigrations(tx);
        // In an object, so that it is not awaited before the lock is given back.
        const waited = migrate(other);
        await until(async () => {
          const [row] = await sql<[{ isWaiting: boolean }]>`
          SELECT EXISTS (
            SELECT FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event = 'advisory' AND clock_timestamp() - query_start > '100 ms'
          ) AS "isWaiting"`;
          return row.isWaiting;
        });
        return { waited };
      });
      assert.deepEqual(await waited, []);
    } finally {
      await other.end();
    }
  },
);

Deno.test("migrations are numbered without gaps", () => {
  const numbers = names.map((name) => name.slice(0, 4));
  assert.deepEqual(numbers, names.map((_, index) => String(index + 1).padStart(4, "0")));
});

emptyDatabaseTest("pendingMigrations() of an empty database are all, in order", async (sql: Sql) => {
  assert.deepEqual(await pendingMigrations(sql), names);
  assert.match(names[0] ?? "", /^0001_/);
});

/** A folder of migrations, each with its SQL up and down. */
async function migrationFolder(migrations: Record<string, [up: string, down: string]>) {
  const folder = await temporaryFolder();
  for (const [id, [up, down]] of Object.entries(migrations)) {
    await Deno.writeTextFile(join(folder.path, `${id}.up.sql`), up);
    await Deno.writeTextFile(join(folder.path, `${id}.down.sql`), down);
  }
  return folder;
}
