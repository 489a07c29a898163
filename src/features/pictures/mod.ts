/**
 * Pictures and their files: preparing them after an upload (blurring, thumbnail), serving their files, reading their metadata
 * again, deleting them. Receiving them is the business of `uploads`; what is said of them in STAC that of `stac`.
 *
 * May import sequences, jobs, accounts and core.
 */
export { blursHere, publishesUnblurred, storeOfOriginal } from "./blur/blur.ts";
export { expireOriginalsTask } from "./blur/expire_originals.ts";
export { type BlurScope, queueBlurs } from "./blur/picture_blurs.ts";
export { blurRoutes } from "./blur/routes.ts";
export { findDrawable } from "./blur/samples.ts";
export { deletePictureJob } from "./delete_job.ts";
export { prepareJob } from "./prepare_job.ts";
export { prepareRoutes } from "./prepare_routes.ts";
export {
  deletePictures,
  findUnknownPictures,
  pictureExists,
  type PreparationScope,
  queueBrokenPictures,
  queuePreparations,
} from "./queries.ts";
export { readMetadataJob } from "./read_metadata/job.ts";
export { picturesRoutes } from "./routes.ts";
export { readThumbnailSizes } from "./thumbnail_sizes.ts";
