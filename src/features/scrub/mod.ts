/**
 * Reads all originals again from time to time, slowly, and notices those whose bytes have changed on the disk. May import core
 * and jobs only.
 */
export { checkOriginal, type CheckServices, type OnRead } from "./check_original.ts";
export { countChecks, findProblems, type OriginalProblem } from "./queries.ts";
export { scrubAll, scrubTask } from "./scrub_task.ts";
