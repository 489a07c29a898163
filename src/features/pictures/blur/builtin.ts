/** Has a picture blurred by this program. */
import { BlurringUnavailableError, UnblurrablePictureError } from "../../../core/blurring/mod.ts";
import type { DerivablePicture } from "../../../core/imaging/derivates/mod.ts";
import { readJpegHeader } from "../../../core/jpeg/mod.ts";
import type { Services } from "../../../core/services.ts";
import { hdPath } from "../../../core/storage/mod.ts";
import { JobError, RecoverableJobError, ServiceAwayError } from "../../jobs/mod.ts";
import { listDrawn } from "./picture_blurs.ts";
import type { BlurredPicture } from "./blurred_picture.ts";
import { messageOf } from "../../../core/thrown.ts";
import { message } from "../../../core/messages/mod.ts";

/**
 * Blurs a picture, and stores the result in its place.
 * @param isSearched whether to look for faces and plates; what people drew is blurred either way
 * @throws ServiceAwayError when blurring does not work on this machine: pictures wait until it does; RecoverableJobError when
 *   it broke down; Error when this picture cannot be blurred. Nothing is published then.
 */
export async function blurHere(
  source: Uint8Array<ArrayBuffer>,
  { id, isEquirectangular }: DerivablePicture,
  { blurrer, settings, sql, stores }: Services,
  isSearched: boolean,
): Promise<BlurredPicture> {
  const { file, parts, way } = await blurrer.blur({
    file: source,
    isEquirectangular,
    maxPixels: settings.PICTURE_MAX_PIXELS,
    drawn: await listDrawn(sql, id),
    detects: isSearched,
  }).catch((cause) => {
    const text = message("pictures.not_blurred", { reason: messageOf(cause) });
    if (cause instanceof BlurringUnavailableError) throw new ServiceAwayError(text, { cause });
    if (cause instanceof UnblurrablePictureError) throw new JobError(text, { cause });
    throw new RecoverableJobError(text, { cause });
  });
  const { width, height } = readJpegHeader(file);
  await using upload = await stores.permanent.createUpload({ maxBytes: Infinity });
  await upload.write(file);
  await upload.commit(hdPath(id));
  return { size: { width, height }, metadata: { detections: [], warnings: [] }, parts, way, isSearched };
}
