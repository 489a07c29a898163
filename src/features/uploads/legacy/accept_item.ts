/** One picture sent to a collection, as clients did before there were upload sets. */
import { isUniqueViolation } from "../../../core/db/errors.ts";
import type { Transaction } from "../../../core/db/sql.ts";
import { type Account, accountId } from "../../../core/http/account.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { type Language, message } from "../../../core/messages/mod.ts";
import { takeRoom, withinQuota } from "../../accounts/mod.ts";
import { storeOfOriginal } from "../../pictures/mod.ts";
import type { Services } from "../../../core/services.ts";
import { examineFile, refuseFormat } from "../examine_file.ts";
import { hasJpegName } from "../file_form.ts";
import { insertPicture } from "../file_queries.ts";
import { withOverrides } from "../overrides/apply.ts";
import { receiveForm } from "../receive_file.ts";
import { TrackedRejection } from "../rejection.ts";
import { storeWith } from "../store_original.ts";
import { readItemParameters } from "./item_form.ts";
import { linkPicture } from "./queries.ts";

/** Who sends a picture to which collection. */
export interface ItemRequest {
  request: Request;
  collectionId: string;
  caller: Account | null;
  language: Language;
}

/**
 * Takes a picture into a collection that the caller may add to.
 * @returns the id of the picture
 * @throws ApiError as the API documents
 */
export async function acceptItem(asked: ItemRequest, services: Services): Promise<string> {
  const { settings, stores } = services;
  const { collectionId, caller, language } = asked;
  (await takeRoom(services, caller, 0)).settle(false);
  const { fields, file } = await receiveForm(asked.request, storeOfOriginal(settings, stores, false), {
    fieldName: "picture",
    maxBytes: settings.PICTURE_MAX_BYTES,
    accepts: hasJpegName,
  });
  try {
    const { position, isBlurred, id: wanted, overrides } = readItemParameters(fields);
    const id = wanted ?? crypto.randomUUID();
    if (!file) throw new ApiError(400, message("uploads.no_picture"));
    const { name, bytes } = file;
    if (!bytes) refuseFormat(file.head, "uploads.unsupported_name");
    return await withOverrides(bytes, overrides, storeOfOriginal(settings, stores, isBlurred), async (bytes) => {
      const metadata = await examineFile(name, bytes, language, settings.PICTURE_MAX_PIXELS).catch(refuseAsBefore);
      const commit = async (tx: Transaction) => {
        await insertPicture(tx, {
          id,
          uploadSetId: null,
          accountId: accountId(caller),
          contentMd5: bytes.md5,
          metadata,
          isBlurredByAuthor: isBlurred,
        });
        await linkPicture(tx, collectionId, position, id).catch((error) => {
          if (!isUniqueViolation(error)) throw error;
          throw new ApiError(409, message("uploads.position_taken"));
        });
      };
      const isWanted = wanted !== undefined;
      await withinQuota(services, caller, bytes.size, () => storeWith(bytes, { id, isWanted }, services, commit));
      return id;
    });
  } catch (error) {
    services.metrics?.countUpload("refused");
    throw error;
  } finally {
    await file?.bytes?.upload.abort();
  }
}

/** Upload sets also list the missing fields; clients of this route know the text alone. */
function refuseAsBefore(error: unknown): never {
  if (!(error instanceof TrackedRejection) || error.reason !== "invalid_metadata") throw error;
  const { missing_fields: _, ...details } = { missing_fields: undefined, ...Object(error.details) };
  throw new ApiError(error.status, error.text, { details });
}
