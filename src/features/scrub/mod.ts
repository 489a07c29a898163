/**
 * Reads all originals, and the files of all-sky cameras, again from time to time, slowly, and notices those whose bytes have changed on the disk. May import core
 * and jobs only.
 */
export { checkOriginal, type CheckServices } from "./check_original.ts";
export { countChecks, countDamaged, findProblems, type OriginalProblem } from "./queries.ts";
export { checkMedia, checkMediaTask } from "./check_media.ts";
export { countMediaChecks, findMediaProblems } from "./media_queries.ts";
export { scrubTask } from "./scrub_task.ts";
