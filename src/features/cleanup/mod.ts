/**
 * Removing pictures in bulk (`panoramax cleanup`), and finding files that belong to no picture. May import core only.
 */
export { cleanUp, type CleanupResult, type Parts } from "./cleanup.ts";
export { findOrphans, removeOrphans } from "./orphans.ts";
export { countPictures } from "./queries.ts";
