/** The problems an instance can have. */

/** What each problem means, for the person who runs `doctor`. */
export const PROBLEMS = {
  "missing original": "pictures without their original file: in the database, but not visible",
  "damaged original": "original files that are not as they were when they were checked before",
  "missing image": "files of all-sky cameras that are gone, as the last check of each found",
  "damaged image": "files of all-sky cameras that are not as they were received",
  "missing thumbnail": "prepared pictures without a thumbnail",
  "unreadable derivate": "derived files that are not complete JPEG files",
  "orphan derivate": "derived files of pictures that are not in the database",
  "orphan original": "original files of pictures that are not in the database",
  "stuck work": "pieces of work that no job will do",
} as const;

/** Name of a problem. */
export type Problem = keyof typeof PROBLEMS;

/** One thing that is wrong. */
export interface Finding {
  problem: Problem;
  /** What it is about: the path of a file, or the id of a picture. */
  subject: string;
  /** "queued" is for servers and picture-workers to do; left out when nothing was done. */
  repair?: "done" | "queued";
}
