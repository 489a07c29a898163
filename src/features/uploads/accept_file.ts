/**
 * One file sent to an upload set, from the network to a picture: receive → examine → store → commit.
 *
 * What is answered with 202 survives a loss of power: the bytes are synced to the disk under their final name before the
 * transaction that names them commits. Whatever fails on the way leaves nothing behind but, for a tracked rejection,
 * the row of the file. The insertion of the picture has it prepared, by a trigger (`pictures_queue_prepare`).
 */
import type { Transaction } from "../../core/db/sql.ts";
import { type Account, accountId } from "../../core/http/account.ts";
import { ApiError } from "../../core/http/errors.ts";
import { type Language, message } from "../../core/messages/mod.ts";
import type { PictureMetadata } from "../../core/metadata/mod.ts";
import type { Services } from "../../core/services.ts";
import { takeRoom, withinQuota } from "../accounts/mod.ts";
import { storeOfOriginal } from "../pictures/mod.ts";
import { examineFile, refuseFormat } from "./examine_file.ts";
import { type FileParameters, hasJpegName, nameOfFile, readFileParameters } from "./file_form.ts";
import {
  type ExistingPictureRow,
  findPictureOfFile,
  findPicturesByContent,
  insertPicture,
  lockContent,
  lockUploadSet,
  recordFile,
  updateCompletion,
  type UploadedFileRow,
} from "./file_queries.ts";
import { withOverrides } from "./overrides/apply.ts";
import { type ReceivedBytes, type ReceivedFile, receiveForm } from "./receive_file.ts";
import { TrackedRejection } from "./rejection.ts";
import { storeWith } from "./store_original.ts";

const ACCURACY = "Exif.GPSInfo.GPSHPositioningError";

/** Who sends what to which set. */
export interface FileRequest {
  request: Request;
  uploadSetId: string;
  caller: Account | null;
  language: Language;
}

/**
 * Takes a file into an upload set.
 * @throws ApiError as the API documents; a `TrackedRejection` after it was recorded in the set
 */
export async function acceptFile(asked: FileRequest, services: Services): Promise<UploadedFileRow> {
  const { settings, sql, stores } = services;
  (await takeRoom(services, asked.caller, 0)).settle(false);
  const { fields, file } = await receiveForm(asked.request, storeOfOriginal(settings, stores, false), {
    fieldName: "file",
    maxBytes: settings.PICTURE_MAX_BYTES,
    accepts: hasJpegName,
  });
  if (!file) throw new ApiError(400, message("uploads.no_file"));
  try {
    const bytes = file.bytes ?? refuseFormat(file.head, "uploads.unsupported_name");
    const parameters = readFileParameters(fields);
    refuseDuplicates(await findPicturesByContent(sql, bytes.md5, asked.uploadSetId), asked, services);
    const store = storeOfOriginal(settings, stores, parameters.isBlurred);
    return await withOverrides(bytes, parameters.overrides, store, async (bytes) => {
      const metadata = await examineFile(file.name, bytes, asked.language, settings.PICTURE_MAX_PIXELS);
      const id = parameters.pictureId ?? crypto.randomUUID();
      const picture = { id, name: nameOfFile(file.name, bytes.md5), bytes, metadata, parameters };
      const isWanted = parameters.pictureId !== undefined;
      return await withinQuota(
        services,
        asked.caller,
        bytes.size,
        () => storeWith(bytes, { id, isWanted }, services, (tx) => commit(tx, picture, asked, services)),
      );
    });
  } catch (error) {
    services.metrics?.countUpload("refused");
    if (error instanceof TrackedRejection) await recordRejection(file, error, asked, services);
    throw error;
  } finally {
    await file.bytes?.upload.abort();
  }
}

interface ExaminedPicture {
  id: string;
  /** Of the file in its set. */
  name: string;
  bytes: ReceivedBytes;
  metadata: PictureMetadata;
  parameters: FileParameters;
}

async function commit(
  tx: Transaction,
  { id, name, bytes, metadata, parameters }: ExaminedPicture,
  asked: FileRequest,
  services: Services,
): Promise<UploadedFileRow> {
  const { uploadSetId } = asked;
  // Sent together, without waiting for the answers in between: a transaction keeps the other uploads to its set waiting,
  // and on the embedded database everybody. What is written although it must not be is rolled back.
  const [owner, , existing, inserted, recording] = await Promise.allSettled([
    mustExist(lockUploadSet(tx, uploadSetId), uploadSetId),
    lockContent(tx, bytes.md5),
    findPicturesByContent(tx, bytes.md5, uploadSetId),
    insertPicture(tx, {
      id,
      uploadSetId,
      accountId: accountId(asked.caller),
      contentMd5: bytes.md5,
      metadata,
      isBlurredByAuthor: parameters.isBlurred,
    }),
    recordFile(tx, {
      uploadSetId,
      fileName: name,
      size: bytes.size,
      contentMd5: bytes.md5,
      pictureId: id,
      // Most cameras write no accuracy: nothing to warn of.
      warnings: metadata.warnings.filter(({ tag, value }) => tag !== ACCURACY || value !== null),
    }),
    updateCompletion(tx, uploadSetId),
  ]);
  valueOf(owner);
  refuseDuplicates(valueOf(existing), asked, services);
  valueOf(inserted);
  return valueOf(recording) ?? await refuseName(tx, uploadSetId, name);
}

function refuseDuplicates(
  existing: ExistingPictureRow[],
  { uploadSetId }: FileRequest,
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

/** The first failure of a transaction is the reason for all later ones. */
function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

async function mustExist(owner: Promise<string | undefined>, id: string): Promise<void> {
  if (await owner === undefined) throw new ApiError(404, message("uploads.unknown_set", { id }));
}

async function refuseName(tx: Transaction, uploadSetId: string, name: string): Promise<never> {
  throw new ApiError(409, message("uploads.name_taken"), {
    members: { existing_item: { id: await findPictureOfFile(tx, uploadSetId, name) } },
  });
}

async function recordRejection(
  { name, bytes }: ReceivedFile,
  rejection: TrackedRejection,
  { uploadSetId, language }: FileRequest,
  { sql }: Services,
): Promise<void> {
  const fileName = bytes ? nameOfFile(name, bytes.md5) : name;
  await sql.begin(async (tx) => {
    await mustExist(lockUploadSet(tx, uploadSetId), uploadSetId);
    const recorded = await recordFile(tx, {
      uploadSetId,
      fileName,
      size: bytes?.size ?? null,
      contentMd5: bytes?.md5 ?? null,
      pictureId: null,
      rejection: { reason: rejection.reason, ...rejection.stored(language) },
    });
    if (!recorded) await refuseName(tx, uploadSetId, fileName);
    await updateCompletion(tx, uploadSetId);
  });
}
