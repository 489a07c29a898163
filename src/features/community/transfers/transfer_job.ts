/** The `transfer` job: copies the pictures of a collection from another instance. */
import { setTimeout as delay } from "node:timers/promises";
import { ApiError } from "../../../core/http/errors.ts";
import { JobError, JobInterrupted, type JobKind, RecoverableJobError } from "../../jobs/mod.ts";
import { AddressRefusedError, type GuardedClient, OutgoingError } from "../../../core/outgoing/mod.ts";
import { finalizeSequence, updateHeadings } from "../../sequences/mod.ts";
import type { Services } from "../../../core/services.ts";
import { isOutOfSpace, UploadTooLargeError } from "../../../core/storage/mod.ts";
import { findPicturesBeingDeleted, findSequenceToFill, findTransferredPictures } from "./queries.ts";
import type { RemoteItem } from "./remote_documents.ts";
import { openTransferClient, readItems } from "./remote_instance.ts";
import { COLLECTION_DELETED, transferPicture, type TransferTarget } from "./transfer_picture.ts";
import { message } from "../../../core/messages/mod.ts";
import { countOf } from "../../../core/plural.ts";

/** The most refused pictures that the warning lists. */
const MOST_NAMED = 10;
/** Milliseconds to wait for files to be deleted, and between two checks. */
const LONGEST_DELETION = 10 * 60_000, DELETION_PAUSE = 500;

/**
 * Each picture is stored for good as soon as it is copied, so an interrupted transfer resumes where it stopped. Pictures that
 * this instance refuses are skipped with a warning. When the other instance cannot be read, the job is retried.
 */
export const transferJob: JobKind = {
  isLong: true,

  async run({ args, sequenceId }, services, stopping) {
    // What queueTransfer() wrote.
    const { location, nb_items_to_transfer: expected } = args as { location: string; nb_items_to_transfer: number };
    const owner = sequenceId ? await findSequenceToFill(services.sql, sequenceId) : undefined;
    if (!sequenceId || !owner) throw new JobError(COLLECTION_DELETED);
    const refusals = expected === 0 ? [] : await transferAll({ location, sequenceId, owner }, services, stopping);
    return {
      warning: summarize(refusals),
      async commit(tx) {
        await updateHeadings(tx, sequenceId);
        await finalizeSequence(tx, sequenceId);
      },
    };
  },
};

/** @returns why pictures were skipped */
async function transferAll(target: TransferTarget, services: Services, stopping: AbortSignal): Promise<string[]> {
  await using client = await openTransferClient(services.settings, stopping);
  const refusals: string[] = [];
  try {
    for await (const items of readItems(client, target.location)) {
      refusals.push(...await transferPage(items, target, client, services, stopping));
    }
  } catch (error) {
    if (stopping.aborted) throw new JobInterrupted();
    if (error instanceof OutgoingError) throw new RecoverableJobError(error.text, { cause: error });
    throw error;
  }
  return refusals;
}

async function transferPage(
  items: RemoteItem[],
  target: TransferTarget,
  client: GuardedClient,
  services: Services,
  stopping: AbortSignal,
): Promise<string[]> {
  const ids = items.map(({ id }) => id), refusals: string[] = [];
  const known = await findTransferredPictures(services.sql, ids);
  const missing = items.filter(({ id }) => !known.has(id));
  await waitForDeletion(missing.map(({ id }) => id), services, stopping);
  for (const item of missing) {
    if (stopping.aborted) throw new JobInterrupted();
    try {
      await transferPicture(item, target, client, services);
    } catch (error) {
      refusals.push(`${item.id}: ${refusalOf(error)}`);
    }
  }
  return refusals;
}

/** When a deleted collection is transferred again, the jobs that delete its old files would delete the new ones. */
async function waitForDeletion(ids: string[], { sql }: Services, stopping: AbortSignal): Promise<void> {
  const end = performance.now() + LONGEST_DELETION;
  while ((await findPicturesBeingDeleted(sql, ids)).length > 0) {
    if (stopping.aborted) throw new JobInterrupted();
    if (performance.now() > end) {
      throw new RecoverableJobError(message("community.transfer_waits_for_deletion"));
    }
    await delay(DELETION_PAUSE);
  }
}

/** Why one picture was refused; rethrows errors that affect all of them. */
function refusalOf(error: unknown): string {
  if (error instanceof AddressRefusedError || error instanceof UploadTooLargeError) return error.message;
  if (error instanceof OutgoingError && error.status && error.status >= 400 && error.status < 500) return error.message;
  if (isOutOfSpace(error)) throw new RecoverableJobError(message("uploads.no_room"), { cause: error });
  if (!(error instanceof ApiError)) throw error;
  if (error.status >= 500) throw new RecoverableJobError(error.text, { cause: error });
  const { details } = error;
  const reason = typeof details === "object" && details !== null && "error" in details ? details.error : undefined;
  return typeof reason === "string" ? `${error.message}. ${reason}` : error.message;
}

function summarize(refusals: string[]): string | undefined {
  if (refusals.length === 0) return undefined;
  const more = refusals.length - MOST_NAMED;
  const named = refusals.slice(0, MOST_NAMED).join("\n");
  return `${countOf(refusals.length, "picture")} could not be transferred\n${named}${
    more > 0 ? `\nand ${more} more` : ""
  }`;
}
