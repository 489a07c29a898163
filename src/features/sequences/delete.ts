/**
 * Deletes sequences with their pictures: long ones part by part, as everybody else waits for a transaction of the embedded
 * database.
 */
import type { Sql, Transaction } from "../../core/db/sql.ts";
import { JobInterrupted } from "../jobs/mod.ts";
import {
  deletePart,
  deleteSequence,
  emptyEnded,
  endSequence,
  forgetDeletion,
  queueDeletion,
} from "./delete_queries.ts";
import { isLong } from "./finalize_queries.ts";

/** Pictures in one transaction. */
const PART = 100;

/**
 * Deletes a sequence, a long one as `endInParts()` does.
 * @param editor id of the account that asks for it
 */
export async function beginDeletion(tx: Transaction, id: string, editor: string): Promise<void> {
  if (await isLong(tx, id)) await endInParts(tx, id, editor);
  else await deleteSequence(tx, id, editor);
}

/**
 * Puts an end to a sequence. Nobody sees it or its pictures any more; these are still there, until `deletePicturesOfEnded()`
 * or a job has deleted them.
 * @param editor id of the account that asks for it; null leaves no line in its history
 */
export async function endInParts(tx: Transaction, id: string, editor: string | null): Promise<void> {
  await endSequence(tx, id, editor);
  await queueDeletion(tx, id);
}

/** Deletes what is left of the pictures of a sequence that was deleted. Whatever ends this in between, a job does the rest. */
export async function deletePicturesOfEnded(sql: Sql, id: string): Promise<void> {
  await deleteAllParts(sql, id);
  await forgetDeletion(sql, id);
}

/** The same, for the job itself. @throws JobInterrupted */
export async function deleteAllParts(sql: Sql, id: string, stopping?: AbortSignal): Promise<void> {
  while (await sql.begin((tx) => deletePart(tx, id, PART)) > 0) {
    if (stopping?.aborted) throw new JobInterrupted();
  }
  await emptyEnded(sql, id);
}
