/** The `prepare` job: makes a picture servable. */
import type { Job, JobKind } from "../jobs/job.ts";
import type { Services } from "../services.ts";
import { removePictureFiles } from "./files.ts";
import { finalizeLegacySequences, findPictureToPrepare, markBroken, markPrepared, pictureExists } from "./queries.ts";

/**
 * Writes the thumbnail, and with the strategy `PREPROCESS` all other derivates. Writing them again after a crash changes
 * nothing.
 */
export const prepareJob: JobKind = {
  async run(job, services) {
    const id = job.pictureId!;
    const picture = await findPictureToPrepare(services.sql, id);
    if (!picture) return {};
    const isAhead = services.settings.PICTURE_PROCESS_DERIVATES_STRATEGY === "PREPROCESS";
    await services.derivates.renew(picture, isAhead ? ["thumb", "sd", "tiles"] : ["thumb"]);
    return {
      async commit(tx) {
        await markPrepared(tx, id);
        if (!picture.uploadSetId) await finalizeLegacySequences(tx, id);
      },
    };
  },

  async onGivenUp(tx, job, reason) {
    await markBroken(tx, job.pictureId!);
    if (reason === "unrecoverable") await finalizeLegacySequences(tx, job.pictureId!);
  },

  // The files that this job wrote may be younger than the job that deleted the others.
  async onObjectDeleted(job: Job, services: Services) {
    if (!await pictureExists(services.sql, job.pictureId!)) await removePictureFiles(services, job.pictureId!);
  },
};
