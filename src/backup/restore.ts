/** Makes an instance of a backup, in an empty database and a folder without its pictures. */
import { join } from "node:path";
import { createTarDecoder, type ParsedTarEntry } from "modern-tar";
import type { Sql } from "../core/db/sql.ts";
import { isDatabaseEmpty, migrate, rollback, upgradeDatabase } from "../core/db/migrate/mod.ts";
import { releaseAllClaims } from "../features/jobs/mod.ts";
import type { Settings } from "../core/settings.ts";
import { FileExistsError, hdPath, pictureOfPath, type Store, type Stores } from "../core/storage/mod.ts";
import { isStoredPath } from "../features/syncapi/mod.ts";
import {
  BackupError,
  DATABASE,
  END,
  type End,
  end,
  KEPT_STORES,
  MANIFEST,
  type Manifest,
  manifest,
  SECRET_KEY,
} from "./format.ts";
import {
  analyze,
  continueIdentities,
  copyIn,
  emptyTable,
  enableTriggers,
  liftTimeout,
  listTables,
  recomputeExtents,
  type Table,
} from "./queries.ts";

export interface Restoration {
  sql: Sql;
  stores: Stores;
  settings: Pick<Settings, "FLASK_SECRET_KEY" | "DB_URL" | "PANORAMAX_DATA">;
  /** The file of the backup. */
  path: string;
  /** Called for each original. */
  onStep?: () => void;
}

/** What was found in an archive, with the rows in a folder of their own. */
interface Content {
  manifest: Manifest;
  /** Absent when the archive was cut off. */
  end?: End;
  /** Originals and media. */
  files: number;
}

/**
 * Restores a backup: first the originals, then the database in one transaction. Originals that are there already stay.
 * @throws BackupError when the file is no whole backup, or the database is not empty
 */
export async function restoreBackup(restoration: Restoration): Promise<{ manifest: Manifest; end: End }> {
  const { sql, path } = restoration;
  if (!await isDatabaseEmpty(sql)) {
    throw new BackupError(
      "The database is not empty: restore into a new one, or remove all that is there with panoramax db rollback --all",
    );
  }
  const folder = await Deno.makeTempDir({ prefix: "panoramax-restore-" });
  try {
    const content = await unpack(restoration, folder);
    const { end } = content;
    if (!end || end.pictures + end.media !== content.files) {
      throw new BackupError(`${path} was cut off: its end is missing`);
    }
    await fillDatabase(sql, content.manifest, folder);
    return { manifest: content.manifest, end };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function unpack(restoration: Restoration, folder: string): Promise<Content> {
  const { path, stores, settings, onStep } = restoration;
  let found: Manifest | undefined;
  let last: End | undefined;
  let files = 0;
  for await (const { header: { name }, body } of readEntries(path)) {
    if (!found) {
      if (name !== MANIFEST) throw new BackupError(`${path} is no backup of this program`);
      found = manifest.parse(await readJson(body));
      continue;
    }
    const store = KEPT_STORES.find((store) => name.startsWith(`${store}/`));
    if (store) {
      await takeFile(stores[store], name.slice(store.length), body);
      files++;
      onStep?.();
    } else if (name.startsWith(DATABASE)) await writeFile(join(folder, tableOf(name, found)), body);
    else if (name === SECRET_KEY) await restoreSecretKey(settings, body);
    else if (name === END) last = end.parse(await readJson(body));
    else throw new BackupError(`${path} holds ${name}, which this version does not know`);
  }
  if (!found) throw new BackupError(`${path} is empty`);
  return { manifest: found, end: last, files };
}

/** What goes wrong with the archive is told as such, also where it breaks off inside of a file. */
async function* readEntries(path: string): AsyncGenerator<ParsedTarEntry> {
  using file = await Deno.open(path);
  const fail = (error: Error & { code?: string }): never => {
    if (error instanceof BackupError || error.code) throw error;
    throw new BackupError(`${path} is damaged, or no backup: ${error.message}`, { cause: error });
  };
  try {
    for await (const { header, body } of file.readable.pipeThrough(createTarDecoder({ strict: true }))) {
      yield { header, body: ReadableStream.from(readBody(body, fail)) };
    }
  } catch (error) {
    fail(error as Error);
  }
}

async function* readBody(
  body: ReadableStream<Uint8Array>,
  fail: (error: Error) => never,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  try {
    yield* body as AsyncIterable<Uint8Array<ArrayBuffer>>;
  } catch (error) {
    fail(error as Error);
  }
}

/** A name of the archive becomes part of a path: only tables that it lists are taken. */
function tableOf(name: string, { tables }: Manifest): string {
  const table = tables.find((table) => name === `${DATABASE}${table.name}.copy`);
  if (!table || !/^\w+$/.test(table.name)) throw new BackupError(`${name} is not listed in the backup`);
  return table.name;
}

async function takeFile(store: Store, path: string, body: ReadableStream<Uint8Array>): Promise<void> {
  const id = pictureOfPath(path);
  const isKnown = id ? hdPath(id) === path : isStoredPath(path);
  if (!isKnown) throw new BackupError(`${path} is not where a picture can be`);
  await using upload = await store.createUpload();
  for await (const chunk of body) await upload.write(chunk);
  await upload.commit(path, { mayReplace: false }).catch((error) => {
    if (!(error instanceof FileExistsError)) throw error;
  });
}

/** Not where the key is given by the settings, nor over another one. */
async function restoreSecretKey(
  { FLASK_SECRET_KEY, DB_URL, PANORAMAX_DATA }: Restoration["settings"],
  body: ReadableStream<Uint8Array>,
): Promise<void> {
  const key = await new Response(body as BodyInit).text();
  if (FLASK_SECRET_KEY || DB_URL) return;
  await Deno.writeTextFile(join(PANORAMAX_DATA, "secret_key"), key, { createNew: true, mode: 0o600 }).catch((error) => {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  });
}

async function writeFile(path: string, body: ReadableStream<Uint8Array>): Promise<void> {
  const file = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
  await body.pipeTo(file.writable);
}

async function readJson(body: ReadableStream<Uint8Array>): Promise<unknown> {
  return await new Response(body as BodyInit).json();
}

/** Makes the schema of the backup, fills it, then brings it to this version. A failure leaves nothing. */
async function fillDatabase(sql: Sql, { migrations, tables }: Manifest, folder: string): Promise<void> {
  try {
    await upgradeDatabase(sql, { last: migrations.at(-1) });
    const known = await listTables(sql);
    await sql.begin(async (tx) => {
      await liftTimeout(tx);
      for (const table of known) await enableTriggers(tx, table, false);
      for (const table of known.toReversed()) await emptyTable(tx, table);
      for (const table of inOrderOf(known, tables)) {
        await copyIn(tx, table, join(folder, table.name));
        await continueIdentities(tx, table);
      }
      await recomputeExtents(tx);
      for (const table of known) await enableTriggers(tx, table, true);
    });
    await migrate(sql);
  } catch (error) {
    await rollback(sql, { all: true });
    throw error;
  }
  await releaseAllClaims(sql);
  await analyze(sql);
}

/** The tables of the backup, those that others refer to first. */
function inOrderOf(known: Table[], tables: Table[]): Table[] {
  const unknown = tables.filter(({ name }) => !known.some((table) => table.name === name));
  if (unknown.length > 0) throw new BackupError(`The backup holds unknown tables: ${unknown.map(({ name }) => name)}`);
  return known.flatMap(({ name }) => tables.filter((table) => table.name === name));
}
