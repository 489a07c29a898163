/**
 * One file sent to an upload set, from the network to a picture: received, checked, stored, in the database.
 *
 * What is answered with 202 survives a loss of power: the bytes are synced to the disk under their final name before the
 * transaction that names them commits. Whatever fails on the way leaves nothing behind but, for a tracked rejection,
 * the note of the file.
 */
import { type Account, accountId } from "../../core/http/account.ts";
import { ApiError } from "../../core/http/errors.ts";
import type { Language } from "../../core/messages/mod.ts";
import { storeOfOriginal } from "../pictures/mod.ts";
import type { Services } from "../../core/services.ts";
import { examineFile } from "./examine_file.ts";
import { type FileParameters, hasJpegName, readFileParameters } from "./file_form.ts";
import {
  type ExistingPicture,
  findPictureOfFile,
  findPicturesByContent,
  insertPicture,
  lockContent,
  lockUploadSet,
  type ReceivedFile,
  recordFile,
  updateCompletion,
} from "./file_queries.ts";
import { withOverrides } from "./overrides/apply.ts";
import { type ReceivedBytes, receiveForm } from "./receive_file.ts";
import { TrackedRejection } from "./rejection.ts";
import { storeWith } from "./store_original.ts";
import type { UploadedFile } from "./uploaded_file.ts";

export interface FileRequest {
  request: Request;
  uploadSetId: string;
  caller: Account | null;
  language: Language;
}

/**
 * Takes a file into an upload set.
 * @throws ApiError as the API documents; a `TrackedRejection` after it was noted with the set
 */
export async function acceptFile(asked: FileRequest, services: Services): Promise<UploadedFile> {
  const { settings, stores } = services;
  const { fields, file } = await receiveForm(asked.request, storeOfOriginal(settings, stores, false), {
    fieldName: "file",
    maxBytes: settings.PICTURE_MAX_BYTES,
    accepts: hasJpegName,
  });
  if (!file) throw new ApiError(400, "No file was sent");
  const { name, bytes } = file;
  try {
    if (!bytes) {
      throw new TrackedRejection(
        "invalid_file",
        400,
        "Picture file is either missing or in an unsupported format (should be jpg)",
      );
    }
    return await acceptBytes(name, bytes, readFileParameters(fields), asked, services);
  } catch (error) {
    services.metrics?.countUpload("refused");
    if (!(error instanceof TrackedRejection)) throw error;
    await recordRejection({ name, bytes }, error, asked, services);
    throw error;
  } finally {
    await bytes?.upload.abort();
  }
}

async function acceptBytes(
  name: string,
  bytes: ReceivedBytes,
  parameters: FileParameters,
  asked: FileRequest,
  services: Services,
): Promise<UploadedFile> {
  const { sql, settings } = services;
  const { uploadSetId } = asked;
  refuseDuplicates(
    await findPicturesByContent(sql, bytes.md5, uploadSetId),
    uploadSetId,
    settings.API_ACCEPT_DUPLICATE,
  );
  return await withOverrides(
    bytes,
    parameters.overrides,
    storeOfOriginal(settings, services.stores, parameters.isBlurred),
    (changed) => storeFile(name, changed, parameters, asked, services),
  );
}

async function storeFile(
  name: string,
  bytes: ReceivedBytes,
  parameters: FileParameters,
  { uploadSetId, caller, language }: FileRequest,
  services: Services,
): Promise<UploadedFile> {
  const { settings } = services;
  const metadata = await examineFile(name, bytes, language, settings.PICTURE_MAX_PIXELS);
  const { pictureId: wanted } = parameters;
  const id = wanted ?? crypto.randomUUID();
  const { size } = bytes;
  return await storeWith(bytes, { id, isWanted: wanted !== undefined }, services, async (tx) => {
    // Sent together, without waiting for the answers in between: a transaction keeps the other uploads to its set waiting,
    // and on the embedded database everybody. What is written although it must not be is rolled back.
    const [owner, , existing, inserted, recording] = await Promise.allSettled([
      mustExist(lockUploadSet(tx, uploadSetId), uploadSetId),
      lockContent(tx, bytes.md5),
      findPicturesByContent(tx, bytes.md5, uploadSetId),
      insertPicture(tx, {
        id,
        uploadSetId,
        accountId: accountId(caller),
        contentMd5: bytes.md5,
        metadata,
        isBlurredByAuthor: parameters.isBlurred,
      }),
      recordFile(tx, { uploadSetId, fileName: name, size, contentMd5: bytes.md5, pictureId: id }),
      updateCompletion(tx, uploadSetId),
    ]);
    valueOf(owner);
    refuseDuplicates(valueOf(existing), uploadSetId, settings.API_ACCEPT_DUPLICATE);
    valueOf(inserted);
    const recorded = valueOf(recording);
    if (!recorded) throw await nameConflict(tx, uploadSetId, name);
    return recorded;
  });
}

function refuseDuplicates(existing: ExistingPicture[], uploadSetId: string, acceptsDuplicates: boolean): void {
  const here = existing.find((picture) => picture.upload_set_id === uploadSetId);
  if (here) {
    throw new ApiError(409, "The item has already been added to this upload set", {
      members: { existing_item: { id: here.id } },
    });
  }
  if (existing.length === 0 || acceptsDuplicates) return;
  throw new TrackedRejection("file_duplicate", 409, "The same picture has already been sent in a past upload", {
    members: { upload_sets: existing.map(({ id, upload_set_id }) => ({ existing_item_id: id, upload_set_id })) },
  });
}

/** The first failure of a transaction is the reason for all later ones. */
function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

async function mustExist(owner: Promise<string | undefined>, uploadSetId: string): Promise<void> {
  if (await owner === undefined) throw new ApiError(404, `UploadSet ${uploadSetId} does not exist`);
}

async function nameConflict(
  tx: Parameters<typeof recordFile>[0],
  uploadSetId: string,
  name: string,
): Promise<ApiError> {
  return new ApiError(409, "A different picture with the same name has already been added to this uploadset", {
    members: { existing_item: { id: await findPictureOfFile(tx, uploadSetId, name) } },
  });
}

async function recordRejection(
  file: { name: string; bytes?: ReceivedBytes },
  rejection: TrackedRejection,
  { uploadSetId, language }: FileRequest,
  { sql }: Services,
): Promise<void> {
  const isUnread = file.bytes === undefined;
  await sql.begin(async (tx) => {
    const received: ReceivedFile = {
      uploadSetId,
      fileName: file.name,
      size: isUnread ? null : file.bytes!.size,
      contentMd5: isUnread ? null : file.bytes!.md5,
      pictureId: null,
      rejection: { reason: rejection.reason, ...rejection.stored(language) },
    };
    await mustExist(lockUploadSet(tx, uploadSetId), uploadSetId);
    if (!await recordFile(tx, received)) throw await nameConflict(tx, uploadSetId, file.name);
    await updateCompletion(tx, uploadSetId);
  });
}
