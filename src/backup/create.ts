/**
 * Backs a running instance up. The database is read as it was at one moment; every picture that it knows was on the disk
 * before its row, so the originals that are copied afterwards are all there.
 */
import { createReadStream } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Sql } from "../core/db/sql.ts";
import type { Settings } from "../core/settings/mod.ts";
import { hdPath, type OpenedFile, type Stores } from "../core/storage/mod.ts";
import { listStoredMedia } from "../features/syncapi/mod.ts";
import { VERSION } from "../core/version.ts";
import { ArchiveWriter } from "./archive.ts";
import { DraftFolder } from "./draft_folder.ts";
import {
  BackupError,
  CHECKSUMS,
  DATABASE,
  END,
  type End,
  KEPT_STORES,
  type KeptStore,
  MANIFEST,
  type Manifest,
  SECRET_KEY,
} from "./format.ts";
import { atOneMoment, copyOut, countRows, listMigrations, listTables } from "./queries.ts";
import { failWhenStalled, type Patience } from "./stalled.ts";
import { type VerifiedBackup, verifyBackup } from "./verify.ts";

/** Names of files that are made on the way; no table is named so. */
const MEDIA = "media.list";
const DRAFT = "backup.tar";

/** What to back up, and where to. */
export interface Backup extends Patience {
  sql: Sql;
  stores: Stores;
  settings: Pick<Settings, "FLASK_SECRET_KEY" | "DB_URL" | "PANORAMAX_DATA">;
  /** The file to make; there must be none. */
  path: string;
  /** Leave the originals and media out: they stay where they are. */
  databaseOnly?: boolean;
  /** Called for each original. */
  onStep?: () => void;
}

/**
 * Makes a backup and verifies it. The file appears when it is complete and on the disk.
 * @throws Deno.errors.AlreadyExists when there is a file of this name
 * @throws StalledError when the database or the storage does not respond
 */
export async function createBackup(backup: Backup): Promise<VerifiedBackup> {
  const { path, sql } = backup;
  if (await Deno.lstat(path).then(() => true, () => false)) throw new Deno.errors.AlreadyExists(`${path} exists`);
  await using folder = await DraftFolder.create(dirname(path));
  return await failWhenStalled(backup, async (alive) => {
    const content = await copyDatabase(sql, folder, alive, backup);
    await writeArchive(backup, folder, content, alive);
    const draft = folder.file(DRAFT);
    const verified = await verifyBackup(draft, alive);
    await Deno.rename(draft, path);
    using parent = await Deno.open(dirname(path));
    await parent.sync();
    return verified;
  });
}

async function copyDatabase(
  sql: Sql,
  folder: DraftFolder,
  alive: () => void,
  { databaseOnly = false }: Backup,
): Promise<Manifest> {
  const content: Manifest = {
    format: 1,
    version: VERSION,
    created_at: "",
    migrations: [],
    database_only: databaseOnly,
    tables: [],
  };
  await atOneMoment(sql, async (tx) => {
    alive();
    content.migrations = await listMigrations(tx);
    content.created_at = new Date().toISOString();
    for (const table of await listTables(tx)) {
      await writeFile(folder.file(table.name), copyOut(tx, table), alive);
      content.tables.push({ ...table, rows: await countRows(tx, table) });
    }
    if (!databaseOnly) await writeFile(folder.file(MEDIA), asLines(listStoredMedia(tx)), alive);
  });
  return content;
}

async function writeFile(path: string, chunks: AsyncIterable<Uint8Array>, alive: () => void): Promise<void> {
  using file = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
  for await (const chunk of chunks) {
    for (let done = 0; done < chunk.length;) done += await file.write(chunk.subarray(done));
    alive();
  }
}

async function* asLines(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const line of lines) yield encoder.encode(line + "\n");
}

async function writeArchive(
  backup: Backup,
  folder: DraftFolder,
  content: Manifest,
  alive: () => void,
): Promise<void> {
  const counts: End = { pictures: 0, media: 0, missing: 0 };
  using checksums = await Deno.open(folder.file(CHECKSUMS), { write: true, createNew: true, mode: 0o600 });
  using archive = await ArchiveWriter.create(folder.file(DRAFT), async (line) => {
    const bytes = new TextEncoder().encode(line);
    for (let done = 0; done < bytes.length;) done += await checksums.write(bytes.subarray(done));
  }, alive);
  await archive.addJson(MANIFEST, content);
  for (const { name } of content.tables) await archive.addFile(`${DATABASE}${name}.copy`, folder.file(name));
  await addSecretKey(archive, backup);
  if (!backup.databaseOnly) {
    await addOriginals(archive, folder.file("pictures"), content, backup, counts);
    await addMedia(archive, folder.file(MEDIA), backup, counts);
  }
  await archive.addFile(CHECKSUMS, folder.file(CHECKSUMS));
  await archive.addJson(END, counts);
  await archive.finish();
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
  counts: End,
): Promise<void> {
  const column = tables.find(({ name }) => name === "pictures")?.columns.indexOf("id") ?? -1;
  for await (const row of createInterface({ input: createReadStream(rows) })) {
    const id = row.split("\t", column + 1)[column];
    if (id === undefined) throw new BackupError("The table of pictures has no id");
    const path = hdPath(id);
    const found = await openOriginal(stores, path);
    if (found) {
      await archive.add(found.store + path, found.file.size, found.file.stream());
      counts.pictures++;
    } else counts.missing++;
    onStep?.();
  }
}

async function addMedia(
  archive: ArchiveWriter,
  list: string,
  { stores, onStep }: Backup,
  counts: End,
): Promise<void> {
  for await (const path of createInterface({ input: createReadStream(list) })) {
    const file = await stores.permanent.open(path);
    if (file) {
      await archive.add(`permanent${path}`, file.size, file.stream());
      counts.media++;
    } else counts.missing++;
    onStep?.();
  }
}

/** From the permanent store, or else the temporary one; the picture may be moved from one to the other at this moment. */
async function openOriginal(
  stores: Stores,
  path: string,
): Promise<{ store: KeptStore; file: OpenedFile } | undefined> {
  for (const store of [...KEPT_STORES, "permanent"] as const) {
    const file = await stores[store].open(path);
    if (file) return { store, file };
  }
}
