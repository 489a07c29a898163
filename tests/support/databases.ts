/**
 * Databases for tests, with the schema applied. A body runs once for each kind that is at hand. The tests of a file share
 * one database of each kind, and each finds it as a new instance has it.
 */
import { openEmbeddedDatabase } from "../../src/core/db/embedded/mod.ts";
import { migrate, rollback } from "../../src/core/db/migrate/mod.ts";
import { openPool, type Sql, type Target } from "../../src/core/db/sql.ts";
import { copyEmbeddedDatabase } from "./embedded_database.ts";
import { ALL_KINDS, type DatabaseKind, isAtHand, KIND_NAMES } from "./kinds.ts";
import { nativeDatabase } from "./native_database.ts";
import { forgetRows, restoreRows, saveRows } from "./rows.ts";
import { claimDatabase, type ClaimedDatabase } from "./shared_databases.ts";

/** A database of a test. */
export interface TestDatabase {
  kind: DatabaseKind;
  /** Where it is, to open further pools. */
  target: Target;
}

type Body = (sql: Sql, database: TestDatabase) => Promise<void>;

/** Registers a test that gets a database as a new instance has it: the schema and the default rows. */
export function databaseTest(name: string, body: Body): void {
  for (const kind of ALL_KINDS) register(kind, name, body, {});
}

/** Registers a test of what happens at the same time: the embedded database has one backend, transactions take turns. */
export function nativeDatabaseTest(name: string, body: Body): void {
  register("native", name, body, { isOwn: true });
}

/** Registers a test of what does not depend on the database: it runs on one of those at hand, native PostgreSQL if it can. */
export function anyDatabaseTest(name: string, body: Body): void {
  register(isAtHand("native") ? "native" : "embedded", name, body, { isEmpty: false });
}

/** Registers a test that gets a database with nothing in it but extensions. */
export function emptyDatabaseTest(name: string, body: Body): void {
  for (const kind of ALL_KINDS) register(kind, name, body, { isOwn: true, isEmpty: true });
}

interface Needs {
  /** Nothing that is done to the database besides changing rows may be left to other files. */
  isOwn?: boolean;
  isEmpty?: boolean;
}

function register(kind: DatabaseKind, name: string, body: Body, { isOwn = false, isEmpty = false }: Needs): void {
  Deno.test({
    name: `${name} (${KIND_NAMES[kind]})`,
    ignore: !isAtHand(kind),
    // The database outlives the test.
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      const { sql, target } = await databaseOfFile(kind, isOwn);
      if (isEmpty) return await withoutSchema(sql, target, (sql) => body(sql, { kind, target }));
      try {
        await body(sql, { kind, target });
      } finally {
        await restoreRows(sql);
      }
    },
  });
}

/** With connections of its own: others have prepared statements for types that get other numbers when a schema is made anew. */
async function withoutSchema(sql: Sql, target: Target, body: (sql: Sql) => Promise<void>): Promise<void> {
  await removeSchema(sql);
  const own = openPool(target, { max: 5 });
  try {
    await body(own);
  } finally {
    await own.end({ timeout: 5 });
    await renewSchema(sql);
  }
}

interface OpenDatabase {
  sql: Sql;
  target: Target;
  close(): Promise<void>;
}

const openDatabases = new Map<string, Promise<OpenDatabase>>();

function databaseOfFile(kind: DatabaseKind, isOwn: boolean): Promise<OpenDatabase> {
  const name = `${kind} ${isOwn}`;
  let database = openDatabases.get(name);
  if (!database) {
    database = openDatabase(kind, isOwn);
    openDatabases.set(name, database);
  }
  return database;
}

async function openDatabase(kind: DatabaseKind, isOwn: boolean): Promise<OpenDatabase> {
  const shared = isOwn ? undefined : await claimDatabase(kind);
  if (shared) return openShared(shared);
  return await (kind === "native" ? openNative : openEmbedded)();
}

function openShared({ target, giveBack }: ClaimedDatabase): OpenDatabase {
  const sql = openPool(target, { max: 5 });
  return {
    sql,
    target,
    async close() {
      await sql.end({ timeout: 5 });
      await giveBack();
    },
  };
}

Deno.test.afterAll(async () => {
  for (const opening of openDatabases.values()) await (await opening).close();
});

async function openNative(): Promise<OpenDatabase> {
  const database = await nativeDatabase(Deno.env.get("TEST_DB_URL")!, true);
  const target = { url: database.url };
  const sql = openPool(target, { max: 5 });
  await saveRows(sql);
  return {
    sql,
    target,
    async close() {
      await sql.end({ timeout: 5 });
      await database[Symbol.asyncDispose]();
    },
  };
}

async function openEmbedded(): Promise<OpenDatabase> {
  const folder = await Deno.makeTempDir({ prefix: "panoramax-test-" });
  await copyEmbeddedDatabase(folder);
  const database = await openEmbeddedDatabase({ folder, role: "server" });
  const target = { socket: database.socket };
  const sql = openPool(target, { max: 5 });
  return {
    sql,
    target,
    async close() {
      await sql.end({ timeout: 5 });
      await database.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
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
