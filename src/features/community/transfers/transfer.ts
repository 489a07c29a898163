/** How far a transfer has come. */
import { isoZulu } from "../../../core/db/timestamps.ts";
import { collectionUrl, MEDIA_TYPES } from "../../stac/mod.ts";

export const TRANSFER_STATUSES = ["waiting", "running", "finished", "failed"] as const;
export type TransferStatus = (typeof TRANSFER_STATUSES)[number];

/** One try; a transfer that failed is tried again some times. */
interface Attempt {
  /** PostgreSQL text, in UTC. */
  started_at: string;
  finished_at: string | null;
  error: string | null;
  warning: string | null;
}

export interface Transfer {
  id: string;
  collectionId: string;
  /** Status of the sequence. */
  collectionStatus: string;
  /** Items of the collection elsewhere, when the transfer was asked for. */
  nbItems: number;
  nbTransferredItems: number;
  /** In the order of their start. */
  attempts: Attempt[];
}

/** The last attempt tells. */
export function statusOf({ attempts }: Pick<Transfer, "attempts">): TransferStatus {
  const last = attempts.at(-1);
  if (!last) return "waiting";
  if (last.finished_at === null) return "running";
  return last.error === null ? "finished" : "failed";
}

/** @param base address of the API, without `/api` */
export function transferJson(transfer: Transfer, base: string): Record<string, unknown> {
  return {
    id: transfer.id,
    status: statusOf(transfer),
    jobs: transfer.attempts.map(({ started_at, finished_at, error, warning }) => ({
      started_at: isoZulu(started_at),
      finished_at: finished_at === null ? undefined : isoZulu(finished_at),
      error: error ?? undefined,
      warning: warning ?? undefined,
    })),
    collection: {
      id: transfer.collectionId,
      nb_transfered_items: transfer.nbTransferredItems,
      nb_items_to_transfer: transfer.nbItems,
      status: transfer.collectionStatus,
      links: [{ rel: "self", type: MEDIA_TYPES.json, href: collectionUrl(base, transfer.collectionId) }],
    },
  };
}
