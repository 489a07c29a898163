/**
 * Backs a running instance up. The database is read as it was at one moment; every picture that it knows was on the disk
 * before its row, so the originals that are copied afterwards are all there.
 */
import { createReadStream } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Sql } from "../db/sql.ts";
import type { Settings } from "../settings.ts";
import { hdPath, type OpenedFile, type Stores } from "../storage/mod.ts";
import { VERSION } from "../version.ts";
import { ArchiveWriter } from "./archive.ts";
import { DATABASE, END, type End, KEPT_STORES, type KeptStore, MANIFEST, type Manifest, SECRET_KEY } from "./format.ts";
import { atOneMoment, copyOut, listMigrations, listTables } from "./queries.ts";

export interface Backup {
  sql: Sql;
  stores: Stores;
  settings: Pick<Settings, "FLASK_SECRET_KEY" | "DB_URL" | "PANORAMAX_DATA">;
  /** The file to make; there must be none. */
  path: string;
  /** Called for each original. */
  onStep?: () => void;
}

/**
 * Makes a backup. The file appears when it is complete.
 * @throws Deno.errors.AlreadyExists when there is a file of this name
 */
export async function createBackup(backup: Backup): Promise<End> {
  const { path } = backup;
  if (await Deno.lstat(path).then(() => true, () => false)) throw new Deno.errors.AlreadyExists(`${path} exists`);
  const draft = `${path}.part-${crypto.randomUUID()}`;
  const folder = await Deno.makeTempDir({ dir: dirname(path), prefix: ".panoramax-backup-" });
  try {
    const archive = await ArchiveWriter.create(draft);
    const content = await copyDatabase(backup.sql, folder);
    await archive.addJson(MANIFEST, content);
    for (const { name } of content.tables) await archive.addFile(`${DATABASE}${name}.copy`, join(folder, name));
    await addSecretKey(archive, backup);
    const counts = await addOriginals(archive, join(folder, "pictures"), content, backup);
    await archive.addJson(END, counts);
    await archive.finish();
    await Deno.rename(draft, path);
    return counts;
  } finally {
    await Deno.remove(folder, { recursive: true });
    await Deno.remove(draft).catch(() => {});
  }
}

async function copyDatabase(sql: Sql, folder: string): Promise<Manifest> {
  const content: Manifest = { format: 1, version: VERSION, created_at: "", migrations: [], tables: [] };
  await atOneMoment(sql, async (tx) => {
    content.migrations = await listMigrations(tx);
    content.created_at = new Date().toISOString();
    content.tables = await listTables(tx);
    for (const table of content.tables) await copyOut(tx, table, join(folder, table.name));
  });
  return content;
}

async function addSecretKey(archive: ArchiveWriter, { settings }: Backup): Promise<void> {
  if (settings.FLASK_SECRET_KEY || settings.DB_URL) return;
  const path = join(settings.PANORAMAX_DATA, "secret_key");
  if (await Deno.stat(path).then(() => true, () => false)) await archive.addFile(SECRET_KEY, path);
}

async function addOriginals(
  archive: ArchiveWriter,
  rows: string,
  { tables }: Manifest,
  { stores, onStep }: Backup,
): Promise<End> {
  const column = tables.find(({ name }) => name === "pictures")!.columns.indexOf("id");
  const counts: End = { pictures: 0, missing: 0 };
  for await (const row of createInterface({ input: createReadStream(rows) })) {
    const path = hdPath(row.split("\t", column + 1)[column]);
    const found = await openOriginal(stores, path);
    if (found) {
      await archive.add(found.store + path, found.file.size, found.file.stream());
      counts.pictures++;
    } else counts.missing++;
    onStep?.();
  }
  return counts;
}

/** From the permanent store, else the temporary one; a picture may be moved from one to the other just now. */
async function openOriginal(
  stores: Stores,
  path: string,
): Promise<{ store: KeptStore; file: OpenedFile } | undefined> {
  for (const store of [...KEPT_STORES, "permanent"] as const) {
    const file = await stores[store].open(path);
    if (file) return { store, file };
  }
}
