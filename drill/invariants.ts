/** What must hold after everything that went wrong. */
import { sha256 } from "./load.ts";
import type { Ledger } from "./load.ts";
import { allskyPath, hdPath, type Stores } from "../src/core/storage/mod.ts";
import type { Instance } from "../tests/support/instances.ts";

/** Acknowledged pictures, images and edits that are gone or different, and deleted pictures that are there. */
export async function findLost({ query }: Instance, stores: Stores, ledger: Ledger): Promise<string[]> {
  const rows = await query((sql) => sql<PictureRow[]>`SELECT id, heading FROM pictures`);
  const known = new Map(rows.map((row) => [row.id, row]));
  const read = async (path: string) => await stores.permanent.read(path) ?? await stores.tmp.read(path);
  const lost: string[] = [];
  for (const [id, checksum] of ledger.pictures) {
    const bytes = await read(hdPath(id));
    if (!known.has(id)) lost.push(`picture ${id} has no row`);
    else if (!bytes) lost.push(`picture ${id} has no file`);
    else if (sha256(bytes) !== checksum) lost.push(`picture ${id} has other bytes`);
  }
  for (const id of ledger.deleted) if (known.has(id)) lost.push(`picture ${id} is back after its deletion`);
  for (const [id, heading] of ledger.headings) {
    const row = known.get(id);
    if (row && row.heading !== heading) lost.push(`picture ${id} has heading ${row.heading} instead of ${heading}`);
  }
  return [...lost, ...await findLostImages(query, stores, ledger)];
}

/** The same of images of the camera; and images with a row but no file, acknowledged or not. */
async function findLostImages(query: Instance["query"], { permanent }: Stores, ledger: Ledger): Promise<string[]> {
  const rows = await query((sql) => sql<{ path: string }[]>`SELECT path FROM allsky_assets`);
  // What a kill kept from being deleted is deleted later.
  const discarded = await query((sql) => sql<{ path: string }[]>`SELECT path FROM allsky_discarded_files`);
  const known = new Set(rows.map(({ path }) => path)), doomed = new Set(discarded.map(({ path }) => path));
  const folder = allskyPath(""), stored = (await Array.fromAsync(permanent.walk())).map(({ path }) => path);
  const files = new Set(stored.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length)));
  const lost: string[] = [];
  for (const [address, { checksum }] of ledger.images) {
    const path = address.replace(/^images\//, ""), bytes = await permanent.read(allskyPath(path));
    if (!known.has(path)) lost.push(`image ${address} has no row`);
    if (!bytes || sha256(bytes) !== checksum) lost.push(`image ${address} is gone or has other bytes`);
  }
  for (const address of ledger.deletedImages) {
    const path = address.replace(/^images\//, "");
    if (known.has(path) || files.has(path)) lost.push(`image ${address} is back after its deletion`);
  }
  for (const path of known.difference(files)) lost.push(`image ${path} has a row and no file`);
  for (const path of files.difference(known.union(doomed))) lost.push(`image ${path} has a file and no row`);
  return lost;
}

interface PictureRow {
  id: string;
  /** Degrees. */
  heading: number | null;
}

/** Jobs that neither ended nor wait, and pictures that were not processed. */
export async function findUnfinished({ query }: Instance): Promise<string[]> {
  return await query(async (sql) => {
    const pictures = await sql<{ id: string; status: string }[]>`
      SELECT id, status::text AS status FROM pictures WHERE status::text NOT IN ('ready', 'hidden')`;
    const jobs = await sql<{ count: number }[]>`SELECT count(*)::int AS count FROM job_queue`;
    return [
      ...pictures.map(({ id, status }) => `picture ${id} is ${status}`),
      ...(jobs[0]?.count ? [`${jobs[0].count} jobs are left`] : []),
    ];
  });
}

/** Temporary files, which no upload owns any more when no server runs. */
export async function findTemporary({ storage }: Instance): Promise<string[]> {
  const found: string[] = [];
  for (const store of ["permanent", "tmp", "derivates"]) {
    const folder = `${storage}/${store}`;
    if (!await Deno.stat(folder).then(() => true, () => false)) continue;
    for await (const { name } of Deno.readDir(folder)) {
      if (name.startsWith(".")) found.push(`${store}/${name}`);
    }
  }
  return found;
}

/** Compares an instance with one of the same kind that was restored from its backup. */
export async function findDifferences(one: Instance, other: Instance): Promise<string[]> {
  const problems: string[] = [];
  for (const table of ["accounts", "pictures", "sequences", "upload_sets", "files", "allsky_assets"]) {
    const [left, right] = [await rowsOf(one, table), await rowsOf(other, table)];
    const missing = left.difference(right), first = [...missing][0];
    if (left.size !== right.size || first !== undefined) {
      problems.push(`table ${table} has ${left.size} rows, ${right.size} after restoring a backup; first: ${first}`);
    }
  }
  return problems;
}

async function rowsOf({ query }: Instance, table: string): Promise<Set<string>> {
  const rows = await query((sql) => sql<{ row: string }[]>`SELECT t::text AS row FROM ${sql(table)} t`);
  return new Set(rows.map(({ row }) => row));
}
