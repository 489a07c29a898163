/** Background jobs: what they are about, and what a kind of job does. */
import type { Transaction } from "../../core/db/sql.ts";
import { type Language, type Message, restoreMessage, type StoredMessage, translate } from "../../core/messages/mod.ts";
import type { Services } from "../../core/services.ts";

/** The kinds of jobs, as `job_queue.task` names them. */
export type Task = "prepare" | "delete" | "dispatch" | "finalize" | "read_metadata" | "transfer";

/** A job that this process has claimed. Exactly one of the four references is set. */
export interface Job {
  id: string;
  /** Row of `job_history` about this attempt. */
  historyId: string;
  task: Task;
  pictureId: string | null;
  uploadSetId: string | null;
  sequenceId: string | null;
  /** A picture whose row may be gone already. */
  pictureToDeleteId: string | null;
  args: Record<string, unknown> | null;
  /** Attempts that failed before this one. */
  nbErrors: number;
  /** Attempts in a row for which something that the job needs was away. They are no failures. */
  nbOutages: number;
  /** Attempts in a row during which the process died. This attempt has no other job next to it then. */
  nbDeaths: number;
  /** Order of queueing: shows whether the job was queued again meanwhile. */
  seq: number;
}

/** What is left to do in the transaction that ends the job: effects in the database happen there, hence once. */
export interface JobOutcome {
  warning?: string;
  commit?(tx: Transaction): Promise<void>;
}

/** One kind of job. */
export interface JobKind {
  /** Takes minutes or hours, mostly waiting for other servers: one runs next to the other jobs and blocks none of them. */
  isLong?: boolean;
  /**
   * Does the work. It may run again after a crash, so what it does outside the database must bear repeating.
   * @param stopping aborted when the process ends: work that takes long throws `JobInterrupted` then
   */
  run(job: Job, services: Services, stopping: AbortSignal): Promise<JobOutcome>;
  /** In the transaction that removes a job after its last attempt failed. */
  onFailed?(tx: Transaction, job: Job, reason: "retries exhausted" | "unrecoverable"): Promise<void>;
  /** The job vanished from the queue while it ran, because its object was deleted. */
  onObjectDeleted?(job: Job, services: Services): Promise<void>;
}

/**
 * The id of the picture that a job is about.
 * @throws Error when it is about something else, which only a defect makes
 */
export function pictureOf(job: Job): string {
  return job.pictureId ?? mismatch(job);
}

/** The id of the picture that a job deletes; see `pictureOf()`. */
export function pictureToDeleteOf(job: Job): string {
  return job.pictureToDeleteId ?? mismatch(job);
}

function mismatch({ id, task }: Job): never {
  throw new Error(`Job ${id} (${task}) is not about what jobs of its kind are about`);
}

/** The process ends before the work does. The job goes back to the queue, and this is not counted as a failure. */
export class JobInterrupted extends Error {}

/** A failure that trying again will not help. */
export class JobError extends Error {
  /** For people. */
  readonly text: Message;

  constructor(text: Message, options?: ErrorOptions) {
    super(String(text), options);
    this.text = text;
  }
}

/** A failure that may pass: the job is tried again, `PICTURE_PROCESS_NB_RETRIES` times. */
export class RecoverableJobError extends JobError {}

/** Another server that the job needs is away. It is tried again for as long as that lasts, and this is not counted as a failure. */
export class ServiceAwayError extends JobError {}

/** What went wrong in an attempt, as it is kept. */
export interface AttemptErrorColumns {
  /** In English. */
  error: string | null;
  error_text: StoredMessage | null;
}

/** What went wrong, in the language of the reader as far as it is translated. */
export function errorInLanguage({ error, error_text }: AttemptErrorColumns, language: Language): string | null {
  const text = error_text && restoreMessage(error_text);
  return text ? translate(text, language) : error;
}
