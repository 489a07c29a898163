/**
 * Uploads: upload sets and their files, from the network to pictures in collections. Other features that bring files of their
 * own (transfers from another instance) use the same steps.
 *
 * May import stac, pictures, sequences, jobs, accounts and core.
 */
export { completeAbandonedTask } from "./complete_abandoned.ts";
export { dispatchJob } from "./dispatch/job.ts";
export { uploadSetEditRoutes } from "./edit/routes.ts";
export { examineFile } from "./examine_file.ts";
export { insertPicture, type NewPicture } from "./file_queries.ts";
export { uploadHistoryRoutes } from "./history/routes.ts";
export { legacyUploadRoutes } from "./legacy/routes.ts";
export { ownUploadSetsRoutes } from "./mine/routes.ts";
export { withOverrides } from "./overrides/apply.ts";
export { type GivenTime, parseCaptureTime } from "./overrides/capture_time.ts";
export type { Overrides } from "./overrides/read.ts";
export { storeBytes } from "./receive_file.ts";
export { TrackedRejection } from "./rejection.ts";
export { uploadSetsRoutes } from "./routes.ts";
export { removeUnconfirmed, removeUnconfirmedTask, storeWith } from "./store_original.ts";
