/** Whether the files of geovisio are where the settings say, by a sample of its pictures. */
import type { Sql } from "../core/db/sql.ts";
import type { Settings } from "../core/settings/mod.ts";
import { hdPath, openStores, type Store, thumbPath } from "../core/storage/mod.ts";
import { AdoptionError } from "./geovisio.ts";
import { countOf } from "../core/plural.ts";

/** Pictures that are looked for. */
const SAMPLE = 50;

/** Files of the sample that are there. */
export interface FileSample {
  pictures: number;
  originals: number;
  thumbnails: number;
  /** Where originals are looked for. */
  location: string;
}

/**
 * Looks for the originals and thumbnails of some pictures.
 * @returns undefined when geovisio has no pictures
 * @throws AdoptionError that names the setting, when none of them is there
 */
export async function sampleFiles(sql: Sql, urls: Settings["storage"]): Promise<FileSample | undefined> {
  const ready = await listSomePictures(sql, true);
  const waiting = await listSomePictures(sql, false);
  if (ready.length + waiting.length === 0) return undefined;
  // Stores make missing folders; a wrong setting should not.
  await requireFolder(urls.permanent, "FS_PERMANENT_URL");
  await requireFolder(urls.derivates, "FS_DERIVATES_URL");
  const { tmp, permanent, derivates } = await openStores(urls);
  const originals = await countExisting([permanent], ready.map(hdPath));
  if (ready.length > 0 && originals === 0) throw missing("originals", ready.length, permanent, "FS_PERMANENT_URL");
  const thumbnails = await countExisting([derivates], ready.map(thumbPath));
  if (ready.length > 0 && thumbnails === 0) throw missing("thumbnails", ready.length, derivates, "FS_DERIVATES_URL");
  // Those that are to be blurred wait in the temporary store, others are in their final place at once.
  const received = await countExisting([tmp, permanent], waiting.map(hdPath));
  if (waiting.length > 0 && received === 0) throw missing("pictures to process", waiting.length, tmp, "FS_TMP_URL");
  return { pictures: ready.length, originals, thumbnails, location: permanent.location };
}

/** Ids next to a random one, so that a large table is not read. */
async function listSomePictures(sql: Sql, isPrepared: boolean): Promise<string[]> {
  const from = crypto.randomUUID();
  const status = isPrepared ? "prepared" : "not-processed";
  const rows = await sql<{ id: string }[]>`
    (SELECT id FROM public.pictures WHERE id >= ${from} AND preparing_status::text = ${status} ORDER BY id LIMIT ${SAMPLE})
    UNION ALL
    (SELECT id FROM public.pictures WHERE id < ${from} AND preparing_status::text = ${status} ORDER BY id LIMIT ${SAMPLE})
    LIMIT ${SAMPLE}`;
  return rows.map(({ id }) => id);
}

async function requireFolder(url: string, setting: string): Promise<void> {
  if (url.startsWith("s3://")) return;
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  const isFolder = await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
  if (!isFolder) throw new AdoptionError(`There is no folder ${path}. ${sayWhatToSet(setting)}`);
}

async function countExisting(stores: Store[], paths: string[]): Promise<number> {
  const found = await Promise.all(paths.map(async (path) => {
    for (const store of stores) if (await store.exists(path)) return true;
    return false;
  }));
  return found.filter(Boolean).length;
}

function missing(what: string, count: number, { location }: Store, setting: string): AdoptionError {
  return new AdoptionError(
    `None of the ${what} of ${countOf(count, "picture")} is in ${location}. ${sayWhatToSet(setting)}`,
  );
}

function sayWhatToSet(setting: string): string {
  return `Set ${setting}, or FS_URL for all files together, to what geovisio used`;
}
