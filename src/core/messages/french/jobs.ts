import type { JOBS as ENGLISH } from "../english/jobs.ts";

/** Texts of the queue of jobs, in French. */
export const JOBS: Record<keyof typeof ENGLISH, string> = {
  "jobs.administrators_only": "Vous n’avez pas le droit de gérer les tâches",
  "jobs.not_waiting": "Cette tâche n’existe pas, ou elle est en cours",
  "jobs.interrupted": "Interrompue par l’arrêt du serveur",
  "jobs.killed": "Le programme s’est arrêté à chaque essai",
  "jobs.unknown_task": "Cette version ne connaît pas la tâche « {task} »",
};
