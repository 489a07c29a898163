/** Makes an instance of a backup, in an empty database and a folder without its pictures. */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import type { Sql, Transaction } from "../core/db/sql.ts";
import { isDatabaseEmpty, migrate, rollback, upgradeDatabase } from "../core/db/migrate/mod.ts";
import { releaseAllClaims } from "../features/jobs/mod.ts";
import type { Settings } from "../core/settings/mod.ts";
import { FileExistsError, hdPath, pictureOfPath, type Store, type Stores } from "../core/storage/mod.ts";
import { isStoredPath } from "../features/syncapi/mod.ts";
import { readArchive } from "./archive.ts";
import { BackupError, DATABASE, KEPT_STORES, type Manifest, SECRET_KEY } from "./format.ts";
import {
  analyze,
  continueIdentities,
  copyIn,
  countRows,
  emptyTable,
  enableTriggers,
  liftTimeout,
  listTables,
  recomputeExtents,
  type Table,
} from "./queries.ts";
import { holds, otherFile, refuseOtherFiles } from "./present_files.ts";
import { endRestoredRuns } from "./runs/queries.ts";
import { failWhenStalled, type Patience, StalledError } from "./stalled.ts";
import { tableOf, type VerifiedBackup, verifyBackup } from "./verify.ts";
import { text } from "node:stream/consumers";
import { countOf } from "../core/plural.ts";

const NEWLINE = "\n".charCodeAt(0);

/** What to restore, and into what. */
export interface Restoration extends Patience {
  sql: Sql;
  stores: Stores;
  settings: Pick<Settings, "FLASK_SECRET_KEY" | "DB_URL" | "PANORAMAX_DATA">;
  /** The file of the backup. */
  path: string;
  /** Whether files that are not in the backup may stay beside those that are. */
  mayKeepOthers?: boolean;
  /** Called for each original. */
  onStep?: () => void;
  /**
   * Called when the instance has another secret key than the backup, so that tokens, API keys and second factors of the backup do
   * not work.
   */
  onOtherKey?: () => void;
}

/**
 * Restores a backup: verifies it, copies the originals, then fills the database in one transaction. Originals that are there
 * already stay, if they are the same: so an interrupted restoration can be run again.
 * @throws BackupError when the backup is damaged or incomplete, or would be mixed with existing files
 */
export async function restoreBackup(restoration: Restoration): Promise<VerifiedBackup> {
  const { sql, path } = restoration;
  if (!await isDatabaseEmpty(sql)) {
    throw new BackupError(
      "The database is not empty. Restore into a new one, or remove everything in it with panoramax db rollback --all",
    );
  }
  const folder = await Deno.makeTempDir({ prefix: "panoramax-restore-" });
  try {
    const verified = await failWhenStalled(restoration, async (alive) => {
      const verified = await verifyBackup(path, alive);
      if (!verified.manifest.database_only) await refuseOtherFiles(restoration, alive);
      await unpack(restoration, verified.manifest, folder, alive);
      return verified;
    });
    await fillDatabase(restoration, verified.manifest, folder);
    const { manifest: { created_at }, end: { pictures, media } } = verified;
    await endRestoredRuns(sql, { name: basename(path), files: pictures + media, at: created_at });
    return verified;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Puts the files into their stores, and the rows of the tables into a folder. */
async function unpack(
  { path, stores, settings, onStep, onOtherKey }: Restoration,
  manifest: Manifest,
  folder: string,
  alive: () => void,
): Promise<void> {
  for await (const { header: { name }, body } of readArchive(path)) {
    const store = KEPT_STORES.find((store) => name.startsWith(`${store}/`));
    if (store) {
      await takeFile(stores[store], name.slice(store.length), body, alive);
      onStep?.();
    } else if (name.startsWith(DATABASE)) await writeFile(join(folder, tableOf(name, manifest)), body);
    else if (name === SECRET_KEY) {
      if (!await restoreSecretKey(settings, body)) onOtherKey?.();
    } else await body.cancel();
    alive();
  }
}

async function takeFile(
  store: Store,
  path: string,
  body: ReadableStream<Uint8Array>,
  alive: () => void,
): Promise<void> {
  const id = pictureOfPath(path);
  const isKnown = id ? hdPath(id) === path : isStoredPath(path);
  if (!isKnown) throw new BackupError(`${path} is not a place for a picture`);
  await using upload = await store.createUpload();
  const hash = createHash("sha256");
  for await (const chunk of body) {
    hash.update(chunk);
    await upload.write(chunk);
    alive();
  }
  // Sending a file to a bucket can take long; the store has its own limits for that.
  const sending = setInterval(alive, 1000);
  try {
    await upload.commit(path, { mayReplace: false });
  } catch (error) {
    if (!(error instanceof FileExistsError)) throw error;
    if (!await holds(store, path, hash.digest("hex"))) {
      throw otherFile(store, path);
    }
  } finally {
    clearInterval(sending);
  }
}

/** Not where the key is given by the settings, nor over another one. @returns whether the instance has this key now */
async function restoreSecretKey(
  { FLASK_SECRET_KEY, DB_URL, PANORAMAX_DATA }: Restoration["settings"],
  body: ReadableStream<Uint8Array>,
): Promise<boolean> {
  const key = await text(body);
  if (FLASK_SECRET_KEY || DB_URL) return FLASK_SECRET_KEY === key.trim();
  const path = join(PANORAMAX_DATA, "secret_key");
  try {
    await Deno.writeTextFile(path, key, { createNew: true, mode: 0o600 });
    return true;
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    return (await Deno.readTextFile(path)).trim() === key.trim();
  }
}

async function writeFile(path: string, body: ReadableStream<Uint8Array>): Promise<void> {
  const file = await Deno.open(path, { write: true, createNew: true, mode: 0o600 });
  await body.pipeTo(file.writable);
}

/** Makes the schema of the backup, fills it, then brings it to this version. A failure leaves nothing. */
async function fillDatabase(restoration: Restoration, { migrations, tables }: Manifest, folder: string): Promise<void> {
  const { sql } = restoration;
  try {
    await upgradeDatabase(sql, { last: migrations.at(-1) });
    const known = await listTables(sql);
    // A database that does not respond does not respond to ROLLBACK either.
    const stalled = Promise.withResolvers<never>();
    const filled = sql.begin(async (tx) => {
      await liftTimeout(tx);
      for (const table of known) await enableTriggers(tx, table, false);
      for (const table of known.toReversed()) await emptyTable(tx, table);
      for (const table of inOrderOf(known, tables)) {
        await failWhenStalled(restoration, (alive) => fillTable(tx, table, join(folder, table.name), alive))
          .catch((error) => {
            if (error instanceof StalledError) stalled.reject(error);
            throw error;
          });
        await continueIdentities(tx, table);
      }
      await recomputeExtents(tx);
      for (const table of known) await enableTriggers(tx, table, true);
    });
    await Promise.race([filled, stalled.promise]);
    await migrate(sql);
  } catch (error) {
    if (!(error instanceof StalledError)) await rollback(sql, { all: true });
    throw error;
  }
  await releaseAllClaims(sql);
  await analyze(sql);
}

async function fillTable(tx: Transaction, table: Manifest["tables"][number], path: string, alive: () => void) {
  for await (const lines of readWholeLines(path)) {
    await copyIn(tx, table, lines);
    alive();
  }
  const count = await countRows(tx, table);
  if (count !== (table.rows ?? count)) {
    throw new BackupError(`Table ${table.name} has ${countOf(count, "row")} after restoring, instead of ${table.rows}`);
  }
}

/** Least number of bytes of rows sent together: the embedded database keeps them in memory. */
const PART = 4 * 1024 * 1024;

/** The content of a file in parts of moderate size that end with a line. */
export async function* readWholeLines(path: string, part = PART): AsyncGenerator<Uint8Array> {
  using file = await Deno.open(path);
  let waiting: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const buffer = new Uint8Array(64 * 1024);
    const size = await file.read(buffer);
    if (size === null) break;
    const chunk = buffer.subarray(0, size);
    const end = length + size < part ? 0 : chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      yield Buffer.concat([...waiting, chunk.subarray(0, end)]);
      waiting = [];
      length = 0;
    }
    waiting.push(chunk.subarray(end));
    length += size - end;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/** The tables of the backup, those that others refer to first. */
function inOrderOf(known: Table[], tables: Table[]): Table[] {
  const unknown = tables.filter(({ name }) => !known.some((table) => table.name === name));
  if (unknown.length > 0) throw new BackupError(`The backup has unknown tables: ${unknown.map(({ name }) => name)}`);
  return known.flatMap(({ name }) => tables.filter((table) => table.name === name));
}
