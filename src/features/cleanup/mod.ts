/** Clearing pictures away, and finding files that belong to none. */
export { cleanUp, type CleanupResult, type Parts } from "./cleanup.ts";
export { findOrphans, removeOrphans } from "./orphans.ts";
export { countPictures } from "./queries.ts";
