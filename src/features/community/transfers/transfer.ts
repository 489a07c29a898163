/** The progress of a transfer. */
import { isoZulu } from "../../../core/db/timestamps.ts";
import type { Language } from "../../../core/messages/mod.ts";
import { type AttemptErrorColumns, errorInLanguage } from "../../jobs/mod.ts";
import { collectionUrl, MEDIA_TYPES } from "../../stac/mod.ts";

/** How far a transfer has come. */
export const TRANSFER_STATUSES = ["waiting", "running", "finished", "failed"] as const;
/** One of them. */
export type TransferStatus = (typeof TRANSFER_STATUSES)[number];

/** A transfer that failed is attempted several times. */
interface Attempt extends AttemptErrorColumns {
  /** PostgreSQL text, in UTC. */
  started_at: string;
  finished_at: string | null;
  warning: string | null;
}

/** A job of the kind `transfer`, waiting, running or ended. */
export interface TransferRow {
  id: string;
  collection_id: string;
  /** Status of the sequence. */
  collection_status: string;
  /** Items of the collection on the other instance when the transfer was requested. */
  nb_items: number;
  nb_transferred_items: number;
  /** The first one first. */
  attempts: Attempt[];
}

/** The status of a transfer is that of its last attempt. */
export function statusOf({ attempts }: Pick<TransferRow, "attempts">): TransferStatus {
  const last = attempts.at(-1);
  if (!last) return "waiting";
  if (last.finished_at === null) return "running";
  return last.error === null ? "finished" : "failed";
}

/**
 * The progress of a transfer for a reader; warnings are in English.
 * @param base address of the API, without `/api`
 */
export function transferJson(transfer: TransferRow, base: string, language: Language): Record<string, unknown> {
  return {
    id: transfer.id,
    status: statusOf(transfer),
    jobs: transfer.attempts.map(({ started_at, finished_at, warning, ...attempt }) => ({
      started_at: isoZulu(started_at),
      finished_at: finished_at === null ? undefined : isoZulu(finished_at),
      error: errorInLanguage(attempt, language) ?? undefined,
      warning: warning ?? undefined,
    })),
    collection: {
      id: transfer.collection_id,
      nb_transfered_items: transfer.nb_transferred_items,
      nb_items_to_transfer: transfer.nb_items,
      status: transfer.collection_status,
      links: [{ rel: "self", type: MEDIA_TYPES.json, href: collectionUrl(base, transfer.collection_id) }],
    },
  };
}
