/** Databases on a native PostgreSQL server, made in a moment as copies of one that has the schema. */
import { createHash } from "node:crypto";
import { migrate } from "../../src/core/db/migrate/mod.ts";
import { readMigrations } from "../../src/core/db/migrate/migration_files.ts";
import { openPool, type Sql } from "../../src/core/db/sql.ts";

const INVALID_CATALOG_NAME = "3D000";

/**
 * Makes a database, dropped at the end: `await using database = await nativeDatabase(url, true)`.
 * @param server URL of any database of the server, as a superuser
 */
export async function nativeDatabase(server: string, hasSchema: boolean): Promise<AsyncDisposable & { url: string }> {
  const name = uniqueName();
  await asAdministrator(server, async (admin) => {
    if (hasSchema) await copyTemplate(server, admin, name);
    else await admin`CREATE DATABASE ${admin(name)}`;
  });
  return {
    url: withDatabaseName(server, name),
    [Symbol.asyncDispose]: () => dropDatabase(server, name),
  };
}

/** The template is named after the migrations, so that later runs find it, and stays for them. */
async function copyTemplate(server: string, admin: Sql, name: string): Promise<void> {
  const checksums = (await readMigrations()).map(({ checksum }) => checksum).join();
  const template = `panoramax_test_template_${createHash("sha256").update(checksums).digest("hex").slice(0, 12)}`;
  const copy = () => admin`CREATE DATABASE ${admin(name)} TEMPLATE ${admin(template)}`;
  await copy().catch(async (error) => {
    if (error.code !== INVALID_CATALOG_NAME) throw error;
    await makeTemplate(server, admin, template);
    await copy();
  });
}

/** One at a time: test files that start together all miss it. */
async function makeTemplate(server: string, admin: Sql, template: string): Promise<void> {
  // Ends with the connection, which is of its own.
  await admin`SELECT pg_advisory_lock(hashtext('panoramax_test_template'))`;
  const others = await admin<
    { datname: string }[]
  >`SELECT datname FROM pg_database WHERE datname LIKE 'panoramax_test_template_%'`;
  if (others.some(({ datname }) => datname === template)) return;
  for (const { datname } of others) {
    // Of former migrations; whoever still uses one makes it again.
    await admin`DROP DATABASE IF EXISTS ${admin(datname)}`.catch(() => {});
  }
  const name = uniqueName();
  await admin`CREATE DATABASE ${admin(name)}`;
  const sql = openPool({ url: withDatabaseName(server, name) }, { max: 1 });
  await migrate(sql);
  await sql.end({ timeout: 5 });
  await admin`ALTER DATABASE ${admin(name)} RENAME TO ${admin(template)}`;
}

function dropDatabase(server: string, name: string): Promise<void> {
  return asAdministrator(server, async (admin) => {
    await admin`DROP DATABASE ${admin(name)} WITH (FORCE)`;
  });
}

async function asAdministrator(server: string, work: (admin: Sql) => Promise<void>): Promise<void> {
  const admin = openPool({ url: server }, { max: 1 });
  try {
    await work(admin);
  } finally {
    await admin.end({ timeout: 5 });
  }
}

function uniqueName(): string {
  return `panoramax_test_${crypto.randomUUID().replaceAll("-", "")}`;
}

function withDatabaseName(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
