/** The `delete` job: the row of a picture, then its files. */
import { type JobKind, pictureToDeleteOf } from "../jobs/mod.ts";
import { removePictureFiles } from "./remove_files.ts";
import { deletePictures } from "./queries.ts";

/** The job stays in the queue until the files are gone, so that a crash leaves none behind. */
export const deletePictureJob: JobKind = {
  async run(job, services) {
    const id = pictureToDeleteOf(job);
    await services.sql.begin((tx) => deletePictures(tx, [id]));
    await removePictureFiles(services, id);
    return {};
  },
};
