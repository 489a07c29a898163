/** How a file becomes a picture, for other features that bring files. */
export { examineFile } from "./examine_file.ts";
export { insertPicture, type NewPicture } from "./file_queries.ts";
export { withOverrides } from "./overrides/apply.ts";
export { type GivenTime, parseCaptureTime } from "./overrides/capture_time.ts";
export type { Overrides } from "./overrides/read.ts";
export { storeBytes } from "./receive_file.ts";
export { TrackedRejection } from "./rejection.ts";
export { storeWith } from "./store_original.ts";
