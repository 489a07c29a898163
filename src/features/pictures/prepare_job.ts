/** The `prepare` job: makes a picture servable. */
import { message } from "../../core/messages/mod.ts";
import { type Job, JobError, type JobKind, pictureOf } from "../jobs/mod.ts";
import type { Services } from "../../core/services.ts";
import { hdPath } from "../../core/storage/mod.ts";
import { blurPicture, needsBlur } from "./blur/blur.ts";
import type { BlurredPicture } from "./blur/blurred_picture.ts";
import { savePictureBlur } from "./blur/picture_blurs.ts";
import { recordBlur } from "./blur/record.ts";
import { type DerivablePicture, type DerivateKind, MissingPictureError } from "../../core/imaging/derivates/mod.ts";
import { removePictureFiles } from "./remove_files.ts";
import {
  finalizeLegacySequences,
  findPictureToPrepare,
  markBroken,
  markPrepared,
  pictureExists,
  type PictureToPrepare,
} from "./queries.ts";

/**
 * Has the picture blurred where the instance wants it, and writes the thumbnail, with the strategy `PREPROCESS` all other
 * derivates. Doing it again after a crash changes nothing.
 */
export const prepareJob: JobKind = {
  async run(job, services) {
    const id = pictureOf(job);
    const picture = await findPictureToPrepare(services.sql, id);
    if (!picture) return {};
    const blurred = await blur(job, picture, services);
    await renewDerivates(picture, services);
    // Only now: the original of a picture that turns out to be broken is still there to be looked at.
    const keptDays = blurred?.isSearched ? await daysOfOriginal(id, services) : undefined;
    if (blurred && keptDays === undefined) await services.stores.tmp.remove(hdPath(id));
    return {
      warning: blurred?.metadata.warnings.join("\n") || undefined,
      async commit(tx) {
        await markPrepared(tx, id);
        if (blurred) await recordBlur(tx, id, blurred, services.settings.PICTURE_PROCESS_KEEP_UNBLURRED_PARTS);
        const { parts, way = "copied", isSearched = false } = blurred ?? {};
        if (parts) await savePictureBlur(tx, id, parts, { way, isSearched, keptDays });
        if (!picture.uploadSetId) await finalizeLegacySequences(tx, id);
      },
    };
  },

  async onFailed(tx, job, reason) {
    await markBroken(tx, pictureOf(job));
    if (reason === "unrecoverable") await finalizeLegacySequences(tx, pictureOf(job));
  },

  // The files that this job wrote may be younger than the job that deleted the others.
  async onObjectDeleted(job: Job, services: Services) {
    if (!await pictureExists(services.sql, pictureOf(job))) await removePictureFiles(services, pictureOf(job));
  },
};

async function blur(
  job: Job,
  picture: PictureToPrepare,
  services: Services,
): Promise<BlurredPicture | undefined> {
  const isWanted = await needsBlur(picture.id, job.args?.skip_blurring === true, services);
  return await blurPicture(picture, services, isWanted);
}

/** How long the unblurred original is kept; undefined when it is not. */
async function daysOfOriginal(id: string, { settings, stores }: Services): Promise<number | undefined> {
  const days = settings.PICTURE_KEEP_UNBLURRED;
  return days !== "never" && await stores.tmp.exists(hdPath(id)) ? days : undefined;
}

async function renewDerivates(picture: DerivablePicture, { derivates, settings }: Services): Promise<void> {
  const isAhead = settings.PICTURE_PROCESS_DERIVATES_STRATEGY === "PREPROCESS";
  const kinds: DerivateKind[] = isAhead ? ["thumb", "sd", "tiles"] : ["thumb"];
  try {
    await derivates.renew(picture, kinds);
  } catch (error) {
    throw error instanceof MissingPictureError ? missing(picture.id) : error;
  }
}

function missing(id: string): Error {
  return new JobError(message("pictures.file_missing", { path: hdPath(id) }));
}
