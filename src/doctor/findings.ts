/** What can be wrong with an instance. */

export const PROBLEMS = {
  "missing original": "pictures whose original file is missing: the database knows them, nobody can see them",
  "missing thumbnail": "prepared pictures without thumbnail",
  "unreadable derivate": "derived files that are no whole JPEG",
  "orphan derivate": "derived files of pictures that the database does not know",
  "orphan original": "original files of pictures that the database does not know",
  "stuck work": "pieces of work that nobody will do",
} as const;

export type Problem = keyof typeof PROBLEMS;

/** One thing that is wrong. */
export interface Finding {
  problem: Problem;
  /** What it is about: the path of a file, or the id of a picture. */
  subject: string;
  isMended: boolean;
}
