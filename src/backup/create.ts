/**
 * Backs a running instance up. The database is read as it was at one moment; every picture that it knows was on the disk
 * before its row, so the originals that are copied afterwards are all there.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import type { Sql } from "../core/db/sql.ts";
import type { Settings } from "../core/settings.ts";
import { hdPath, type OpenedFile, type Stores } from "../core/storage/mod.ts";
import { listStoredMedia } from "../features/syncapi/mod.ts";
import { VERSION } from "../core/version.ts";
import { ArchiveWriter } from "./archive.ts";
import { DATABASE, END, type End, KEPT_STORES, type KeptStore, MANIFEST, type Manifest, SECRET_KEY } from "./format.ts";
import { atOneMoment, copyOut, listMigrations, listTables } from "./queries.ts";

/** Name of the list of paths of media, beside the rows of the tables. */
const MEDIA = "media.list";

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
    const counts: End = { pictures: 0, media: 0, missing: 0 };
    await addOriginals(archive, join(folder, "pictures"), content, backup, counts);
    await addMedia(archive, join(folder, MEDIA), backup, counts);
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
    await writeLines(join(folder, MEDIA), listStoredMedia(tx));
  });
  return content;
}

async function writeLines(path: string, lines: AsyncIterable<string>): Promise<void> {
  await pipeline(
    lines,
    async function* (lines: AsyncIterable<string>) {
      for await (const line of lines) yield line + "\n";
    },
    createWriteStream(path, { mode: 0o600 }),
  );
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
  const column = tables.find(({ name }) => name === "pictures")!.columns.indexOf("id");
  for await (const row of createInterface({ input: createReadStream(rows) })) {
    const path = hdPath(row.split("\t", column + 1)[column]);
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
