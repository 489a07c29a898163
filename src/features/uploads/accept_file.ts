/**
 * One file sent to an upload set, from the network to a picture: receive → examine → store → commit.
 *
 * What is answered with 202 survives a loss of power: the bytes are synced to the disk under their final name before the
 * transaction that names them commits. Whatever fails on the way leaves nothing behind but, for a tracked rejection,
 * the row of the file. The insertion of the picture has it prepared, by a trigger (`pictures_queue_prepare`).
 */
import type { Account } from "../../core/http/account.ts";
import { ApiError } from "../../core/http/errors.ts";
import { type Language, message } from "../../core/messages/mod.ts";
import type { Services } from "../../core/services.ts";
import { takeRoom, withinQuota } from "../accounts/mod.ts";
import { storeOfOriginal } from "../pictures/mod.ts";
import { type FileCommits, mustExist, refuseDuplicates, refuseName } from "./commit_files.ts";
import { examineFile, refuseFormat } from "./examine_file.ts";
import { hasJpegName, nameOfFile, readFileParameters } from "./file_form.ts";
import {
  findPicturesByContent,
  lockUploadSet,
  recordFiles,
  updateCompletion,
  type UploadedFileRow,
} from "./file_queries.ts";
import { withOverrides } from "./overrides/apply.ts";
import { type ReceivedFile, receiveForm } from "./receive_file.ts";
import { TrackedRejection } from "./rejection.ts";
import { storeBefore } from "./store_original.ts";

/** Who sends what to which set. */
export interface FileRequest {
  request: Request;
  uploadSetId: string;
  caller: Account | null;
  language: Language;
}

/**
 * Takes a file into an upload set.
 * @param commits of this process
 * @throws ApiError as the API documents; a `TrackedRejection` after it was recorded in the set
 */
export async function acceptFile(
  asked: FileRequest,
  services: Services,
  commits: FileCommits,
): Promise<UploadedFileRow> {
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
    refuseDuplicates(
      await findPicturesByContent(sql, [bytes.md5], asked.uploadSetId),
      asked.uploadSetId,
      services,
    );
    const store = storeOfOriginal(settings, stores, parameters.isBlurred);
    return await withOverrides(bytes, parameters.overrides, store, async (bytes) => {
      const metadata = await examineFile(file.name, bytes, asked.language, settings.PICTURE_MAX_PIXELS);
      const id = parameters.pictureId ?? crypto.randomUUID();
      const { uploadSetId, caller } = asked, name = nameOfFile(file.name, bytes.md5);
      const examined = { id, uploadSetId, caller, name, bytes, metadata, parameters };
      const isWanted = parameters.pictureId !== undefined;
      return await withinQuota(
        services,
        caller,
        bytes.size,
        () => storeBefore(bytes, { id, isWanted }, services, () => commits.commit(examined)),
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

async function recordRejection(
  { name, bytes }: ReceivedFile,
  rejection: TrackedRejection,
  { uploadSetId, language }: FileRequest,
  { sql }: Services,
): Promise<void> {
  const fileName = bytes ? nameOfFile(name, bytes.md5) : name;
  await sql.begin(async (tx) => {
    await mustExist(lockUploadSet(tx, uploadSetId), uploadSetId);
    const recorded = await recordFiles(tx, uploadSetId, [{
      fileName,
      size: bytes?.size ?? null,
      contentMd5: bytes?.md5 ?? null,
      pictureId: null,
      rejection: { reason: rejection.reason, ...rejection.stored(language) },
    }]);
    if (recorded.length === 0) await refuseName(tx, uploadSetId, fileName);
    await updateCompletion(tx, uploadSetId, 1);
  });
}
