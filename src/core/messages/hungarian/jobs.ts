import type { JOBS as ENGLISH } from "../english/jobs.ts";

/** Texts of the queue of jobs, in Hungarian. */
export const JOBS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "jobs.administrators_only": "Nem jogosult a feladatok kezelésére",
  "jobs.not_waiting": "Nincs ilyen feladat, vagy éppen fut",
  "jobs.interrupted": "A kiszolgáló leállása megszakította",
  "jobs.process_died": "A kiszolgáló {times} alkalommal leállt, miközben ezen dolgozott",
  "jobs.unknown_task": "Ez a változat nem ismeri a(z) „{task}” feladatot",
};
