import type { JOBS as ENGLISH } from "../english/jobs.ts";

/** Texts of the queue of jobs, in German. */
export const JOBS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "jobs.administrators_only": "Sie dürfen keine Aufträge verwalten",
  "jobs.not_waiting": "Diesen Auftrag gibt es nicht, oder er läuft gerade",
  "jobs.interrupted": "Vom Ende des Servers unterbrochen",
  "jobs.process_died": "Der Server wurde {times}-mal beendet, während er daran arbeitete",
  "jobs.unknown_task": "Diese Version kennt den Auftrag „{task}“ nicht",
};
