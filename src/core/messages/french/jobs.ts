import type { JOBS as ENGLISH } from "../english/jobs.ts";

/** Texts of the queue of jobs, in French. */
export const JOBS: Record<keyof typeof ENGLISH, string> = {
  "jobs.administrators_only": "Vous n’avez pas le droit de gérer les tâches",
  "jobs.not_waiting": "Cette tâche n’existe pas, ou elle est en cours",
  "jobs.interrupted": "Interrompue par l’arrêt du serveur",
  "jobs.process_died": "Le serveur s’est arrêté {times} fois pendant cette tâche",
  "jobs.unknown_task": "Cette version ne connaît pas la tâche « {task} »",
};
