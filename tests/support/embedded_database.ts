/** Data folders with an embedded database, made in a moment as copies of one that has the schema. */
import { createHash } from "node:crypto";
import { cp } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findAssets } from "../../src/core/db/embedded/assets.ts";
import { openEmbeddedDatabase } from "../../src/core/db/embedded/mod.ts";
import { databasePaths } from "../../src/core/db/embedded/paths.ts";
import { migrate } from "../../src/core/db/migrate/mod.ts";
import { readMigrations } from "../../src/core/db/migrate/migration_files.ts";
import { openPool } from "../../src/core/db/sql.ts";
import { saveRows } from "./rows.ts";

const TEMPLATE_PREFIX = "test-database-";

/** Puts PostgreSQL's files with the schema, and its rows saved, into a data folder of the program that has no database. */
export async function copyEmbeddedDatabase(folder: string): Promise<void> {
  const template = await findTemplate();
  await cp(template, databasePaths(folder).dataFolder, { recursive: true });
}

/** The template is named after what it is made of, stays for later runs, and goes when it is made of something else. */
async function findTemplate(): Promise<string> {
  const assets = await findAssets();
  const checksums = (await readMigrations()).map(({ checksum }) => checksum);
  const saving = await Deno.readTextFile(new URL("rows.ts", import.meta.url));
  const name = TEMPLATE_PREFIX +
    createHash("sha256").update([assets.dataFolderSha256, ...checksums, saving].join()).digest("hex").slice(0, 12);
  const build = dirname(dirname(assets.dataFolderArchive));
  const template = join(build, name);
  if (await isFolder(template)) return template;
  for await (const entry of Deno.readDir(build)) {
    const isStale = entry.name.startsWith(TEMPLATE_PREFIX) && entry.name !== name;
    if (isStale) await Deno.remove(join(build, entry.name), { recursive: true });
  }
  await makeTemplate(template);
  return template;
}

async function makeTemplate(template: string): Promise<void> {
  const folder = await Deno.makeTempDir({ dir: dirname(template), prefix: ".new-" });
  try {
    const database = await openEmbeddedDatabase({ folder, role: "server" });
    const sql = openPool({ socket: database.socket }, { max: 1 });
    await migrate(sql);
    await saveRows(sql);
    await sql.end({ timeout: 5 });
    await database.close();
    await Deno.rename(databasePaths(folder).dataFolder, template).catch(async (error) => {
      // Another test file was faster.
      if (!(await isFolder(template))) throw error;
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
