/**
 * Databases for tests, with the schema applied. A body runs once for each kind that is at hand: native PostgreSQL when
 * `TEST_DB_URL` (a superuser's URL) is set, and the embedded one.
 */
import { migrate, rollback } from "../../src/db/migrate/mod.ts";
import { openPool, type Sql, type Target } from "../../src/db/sql.ts";
import { nativeDatabase } from "./native_database.ts";
import { forgetRows, restoreRows, saveRows } from "./rows.ts";

/** A database of a test. */
export interface TestDatabase {
  kind: "native" | "embedded";
  /** Where it is, to open further pools. */
  target: Target;
}

type Body = (sql: Sql, database: TestDatabase) => Promise<void>;

/** Connections of the pool of a test. */
const CONNECTIONS = 5;

/** Registers a test that gets a database as a new instance has it: the schema and the default rows. */
export function databaseTest(name: string, body: Body): void {
  register(name, body, true);
}

/** Registers a test that gets a database with nothing in it but extensions. */
export function emptyDatabaseTest(name: string, body: Body): void {
  register(name, body, false);
}

function register(name: string, body: Body, hasSchema: boolean): void {
  const url = Deno.env.get("TEST_DB_URL");
  Deno.test({
    name: `${name} (native PostgreSQL)`,
    ignore: url === undefined,
    fn: async () => {
      await using database = await nativeDatabase(url!, hasSchema);
      const target = { url: database.url };
      const sql = openPool(target, { max: CONNECTIONS });
      try {
        await body(sql, { kind: "native", target });
      } finally {
        await sql.end({ timeout: 5 });
      }
    },
  });
  Deno.test({
    name: `${name} (embedded database)`,
    // The database outlives the test: all tests of a file share it.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      const { sql, target } = await embeddedDatabase();
      if (!hasSchema) await removeSchema(sql);
      try {
        await body(sql, { kind: "embedded", target });
      } finally {
        if (hasSchema) await restoreRows(sql);
        else await renewSchema(sql);
      }
    },
  });
}

let embedded: Promise<{ sql: Sql; target: Target }> | undefined;

function embeddedDatabase() {
  return embedded ??= openEmbedded();
}

async function openEmbedded() {
  const { openEmbeddedDatabase } = await import("../../src/db/embedded/mod.ts");
  const folder = await Deno.makeTempDir({ prefix: "panoramax-test-" });
  const database = await openEmbeddedDatabase({ folder, role: "server" });
  const target = { socket: database.socket };
  const sql = openPool(target, { max: CONNECTIONS });
  addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
  await renewSchema(sql);
  return { sql, target };
}

async function removeSchema(sql: Sql): Promise<void> {
  await forgetRows(sql);
  await rollback(sql, { all: true });
}

async function renewSchema(sql: Sql): Promise<void> {
  await removeSchema(sql);
  await migrate(sql);
  await saveRows(sql);
}
