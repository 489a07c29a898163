/**
 * A backup is one tar archive (POSIX ustar with pax headers):
 *
 * - `backup.json`: what made it, and the schema it fits,
 * - `database/TABLE.copy`: rows in PostgreSQL's text format of COPY,
 * - `secret_key`, where the instance keeps its own,
 * - `permanent/…` and `tmp/…`: the originals and the media of all-sky cameras, laid out as in their stores,
 * - `SHA256SUMS`: the checksums of all of these, in their order, as `sha256sum --check` reads them,
 * - `end.json`: how many files there are. An archive without it was cut off.
 */
import { z } from "zod";

/** First entry of the archive: what it holds, as JSON (`manifest`). */
export const MANIFEST = "backup.json";
/** Entry of the key that signs cookies; absent where settings give it. */
export const SECRET_KEY = "secret_key";
/** Entry of the SHA-256 sums of all entries before it, in the format of `sha256sum`. */
export const CHECKSUMS = "SHA256SUMS";
/** Last entry: without it the archive was cut off. */
export const END = "end.json";
/** Prefix of the entries of tables. */
export const DATABASE = "database/";

/** The stores whose files cannot be made again. */
export const KEPT_STORES = ["permanent", "tmp"] as const;
/** A store whose files a backup holds. */
export type KeptStore = (typeof KEPT_STORES)[number];

/** The JSON of `MANIFEST`. */
export const manifest = z.object({
  format: z.literal(1),
  /** Of the program that made it. */
  version: z.string(),
  /** ISO 8601: the moment that it shows. */
  created_at: z.iso.datetime(),
  /** Those that the schema stands at, in order. */
  migrations: z.array(z.string()).min(1),
  /** Whether files were left out on purpose: those in the stores belong to its rows. Older backups do not say. */
  database_only: z.boolean().default(false),
  tables: z.array(z.object({
    name: z.string().regex(/^\w+$/),
    columns: z.array(z.string()).min(1),
    /** How many; the first versions did not count them, nor had they checksums. */
    rows: z.int().optional(),
  })),
});

/** What an archive says of itself before its content. */
export type Manifest = z.infer<typeof manifest>;

/** The JSON of `END`: how much the archive holds. */
export const end = z.object({
  pictures: z.int(),
  /** Of all-sky cameras. The first versions did not save them. */
  media: z.int().default(0),
  /** Pictures and media of the database that had no file when it was their turn: deleted meanwhile, or lost before. */
  missing: z.int(),
});

/** What must have been read when the archive is complete. */
export type End = z.infer<typeof end>;

/** A file that is not a backup, is damaged or incomplete, or does not fit. */
export class BackupError extends Error {
  override name = "BackupError";
}
