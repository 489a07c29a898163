/**
 * Makes pictures of the files of an upload set, whose bytes are safe on the disk. Those that end at about the same time
 * share a transaction: each one locks the set until the disk has the commit, so that they would wait for each other.
 */
import type { Transaction } from "../../core/db/sql.ts";
import { type Account, accountId } from "../../core/http/account.ts";
import { ApiError } from "../../core/http/errors.ts";
import { message } from "../../core/messages/mod.ts";
import type { PictureMetadata } from "../../core/metadata/mod.ts";
import type { Services } from "../../core/services.ts";
import type { FileParameters } from "./file_form.ts";
import {
  type ExistingPictureRow,
  findPictureOfFile,
  findPicturesByContent,
  insertPictures,
  lockContents,
  lockUploadSet,
  recordFiles,
  updateCompletion,
  type UploadedFileRow,
} from "./file_queries.ts";
import type { ReceivedBytes } from "./receive_file.ts";
import { TrackedRejection } from "./rejection.ts";
import { inTransaction } from "./store_original.ts";
import { Together } from "./together.ts";

const ACCURACY = "Exif.GPSInfo.GPSHPositioningError";
/** Files in one transaction at most: on the embedded database, everybody else waits for it. */
const MOST = 16;

/** A file of a set that is about to become a picture. */
export interface ExaminedFile {
  /** Of the picture. */
  id: string;
  uploadSetId: string;
  caller: Account | null;
  /** Of the file in its set. */
  name: string;
  bytes: ReceivedBytes;
  metadata: PictureMetadata;
  parameters: FileParameters;
}

/** Commits the files of all upload sets that this process receives. */
export class FileCommits {
  readonly #services: Services;
  readonly #together: Together<ExaminedFile, UploadedFileRow>;

  constructor(services: Services) {
    this.#services = services;
    this.#together = new Together({ doAll: (files) => this.#commitAll(files), fits: differsFrom, most: MOST });
  }

  /**
   * Commits one file, maybe with others.
   * @throws TrackedRejection or ApiError, or what the database says: nothing was written then, unless the connection was lost
   */
  commit(file: ExaminedFile): Promise<UploadedFileRow> {
    return this.#together.do(file.uploadSetId, file);
  }

  async #commitAll(files: ExaminedFile[]): Promise<PromiseSettledResult<UploadedFileRow>[]> {
    if (files.length > 1) {
      let mayBeCommitted = false;
      try {
        const rows = await inTransaction(this.#services.sql, files, async (tx) => {
          const rows = await write(tx, files, this.#services);
          mayBeCommitted = true;
          return rows;
        });
        return rows.map((value) => ({ status: "fulfilled", value }));
      } catch (reason) {
        if (mayBeCommitted) return files.map(() => ({ status: "rejected", reason }));
        // One of them is refused. Which one, and why, shows when each has a transaction of its own.
      }
    }
    const results: PromiseSettledResult<UploadedFileRow>[] = [];
    for (const file of files) results.push(...await Promise.allSettled([this.#commitOne(file)]));
    return results;
  }

  async #commitOne(file: ExaminedFile): Promise<UploadedFileRow> {
    const [row] = await inTransaction(this.#services.sql, [file], (tx) => write(tx, [file], this.#services));
    if (!row) throw new Error("A file was written and gave no row");
    return row;
  }
}

/** Two of them with the same bytes, name or id would be in each other's way. */
function differsFrom(file: ExaminedFile, others: ExaminedFile[]): boolean {
  return others.every(({ id, name, bytes }) => id !== file.id && name !== file.name && bytes.md5 !== file.bytes.md5);
}

async function write(tx: Transaction, files: ExaminedFile[], services: Services): Promise<UploadedFileRow[]> {
  const [first] = files;
  if (!first) return [];
  const { uploadSetId } = first, contents = files.map(({ bytes }) => bytes.md5);
  // Sent together, without waiting for the answers in between: a transaction keeps the other uploads to its set waiting,
  // and on the embedded database everybody. What is written although it must not be is rolled back.
  const [owner, , existing, inserted, recorded] = await Promise.allSettled([
    mustExist(lockUploadSet(tx, uploadSetId), uploadSetId),
    lockContents(tx, contents),
    findPicturesByContent(tx, contents, uploadSetId),
    insertPictures(tx, files.map(newPicture)),
    recordFiles(tx, uploadSetId, files.map(newFile)),
    updateCompletion(tx, uploadSetId, files.length),
  ]);
  valueOf(owner);
  refuseDuplicates(valueOf(existing), uploadSetId, services);
  valueOf(inserted);
  const rows = new Map(valueOf(recorded).map((row) => [row.file_name, row]));
  return await Promise.all(files.map(({ name }) => rows.get(name) ?? refuseName(tx, uploadSetId, name)));
}

function newPicture({ id, uploadSetId, caller, bytes, metadata, parameters }: ExaminedFile) {
  return {
    id,
    uploadSetId,
    accountId: accountId(caller),
    contentMd5: bytes.md5,
    metadata,
    isBlurredByAuthor: parameters.isBlurred,
  };
}

function newFile({ id, name, bytes, metadata }: ExaminedFile) {
  return {
    fileName: name,
    size: bytes.size,
    contentMd5: bytes.md5,
    pictureId: id,
    // Most cameras write no accuracy: nothing to warn of.
    warnings: metadata.warnings.filter(({ tag, value }) => tag !== ACCURACY || value !== null),
  };
}

/**
 * Refuses bytes that the set has already or, unless the instance wants it, any other set.
 * @throws ApiError, a TrackedRejection in the second case
 */
export function refuseDuplicates(
  existing: ExistingPictureRow[],
  uploadSetId: string,
  { settings }: Services,
): void {
  const here = existing.find((picture) => picture.upload_set_id === uploadSetId);
  if (here) {
    throw new ApiError(409, message("uploads.already_in_set"), { members: { existing_item: { id: here.id } } });
  }
  if (existing.length === 0 || settings.API_ACCEPT_DUPLICATE) return;
  throw new TrackedRejection("file_duplicate", 409, message("uploads.already_sent"), {
    members: { upload_sets: existing.map(({ id, upload_set_id }) => ({ existing_item_id: id, upload_set_id })) },
  });
}

/** @throws ApiError 404 for a set that is gone */
export async function mustExist(owner: Promise<string | undefined>, id: string): Promise<void> {
  if (await owner === undefined) throw new ApiError(404, message("uploads.unknown_set", { id }));
}

/** @throws ApiError 409 for a file of a name that another one of the set has */
export async function refuseName(tx: Transaction, uploadSetId: string, name: string): Promise<never> {
  throw new ApiError(409, message("uploads.name_taken"), {
    members: { existing_item: { id: await findPictureOfFile(tx, uploadSetId, name) } },
  });
}

/** The first failure of a transaction is the reason for all later ones. */
function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}
