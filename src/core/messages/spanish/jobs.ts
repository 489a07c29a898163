import type { JOBS as ENGLISH } from "../english/jobs.ts";

/** Texts of the queue of jobs, in Spanish. */
export const JOBS: Partial<Record<keyof typeof ENGLISH, string>> = {
  "jobs.administrators_only": "No tiene permiso para gestionar las tareas",
  "jobs.not_waiting": "Esta tarea no existe o está en curso",
  "jobs.interrupted": "Interrumpida por el cierre del servidor",
  "jobs.process_died": "El servidor se detuvo {times} veces durante esta tarea",
  "jobs.unknown_task": "Esta versión no conoce la tarea «{task}»",
};
