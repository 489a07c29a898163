/** Reads a collection from another instance and queues the job that copies its pictures. */
import { message } from "../../../core/messages/mod.ts";
import { rememberMaker, requireWriter } from "../../accounts/mod.ts";
import { accountId } from "../../../core/http/account.ts";
import { callerOf, type RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { AddressRefusedError, OutgoingError } from "../../../core/outgoing/mod.ts";
import { isUniqueViolation } from "../../../core/db/errors.ts";
import type { Services } from "../../../core/services.ts";
import { applyTagUpdates, type TagUpdate } from "../../../core/tags/mod.ts";
import {
  findUploader,
  insertTransferredCollection,
  lockCollection,
  queueTransfer,
  reviveCollection,
} from "./queries.ts";
import type { RemoteCollection } from "./remote_documents.ts";
import { openTransferClient, readCollection, transferUserAgent } from "./remote_instance.ts";

/** The tag that says where a collection came from. */
const ORIGIN_KEY = "original:collection_location";

/** Ids of a transfer, and of the collection it fills. */
export interface StartedTransfer {
  id: string;
  collectionId: string;
}

/**
 * Creates the collection, empty, and queues the job that fills it. A collection that exists already is completed.
 * @param location address of the collection on the other instance
 * @throws ApiError as the API documents
 */
export async function startTransfer(
  location: string,
  context: RequestContext,
  services: Services,
): Promise<StartedTransfer> {
  const { settings, sql } = services;
  const caller = callerOf(context);
  const owner = await findUploader(sql, accountId(caller));
  if (!owner) throw new ApiError(500, message("accounts.no_default_account"));
  const collection = await fetchCollection(location, services);
  return await sql.begin(async (tx) => {
    const { id, title } = collection;
    const userAgent = transferUserAgent(settings);
    if (await insertTransferredCollection(tx, { id, owner, title: title ?? undefined, userAgent })) {
      if (!caller) await rememberMaker(tx, context, settings, { collection: id });
      await applyTagUpdates(tx, { kind: "sequence", id }, tagsOf(collection, location), owner);
    } else {
      const existing = await lockCollection(tx, id);
      const refusal = message("community.transfer_foreign_collection");
      if (existing?.account_id !== owner) throw new ApiError(409, refusal);
      await requireWriter(context, { settings, sql: tx }, { owner, collection: id }, refusal);
      if (existing.is_deleted) await reviveCollection(tx, id);
    }
    const job = await queueTransfer(tx, id, { location, nb_items_to_transfer: collection["stats:items"].count });
    if (!job) throw new ApiError(409, message("community.transfer_pending"));
    return { id: job, collectionId: id };
  }).catch((error) => {
    // A camera has the id.
    if (!isUniqueViolation(error, "sequences_pkey")) throw error;
    throw new ApiError(409, message("community.transfer_foreign_collection"));
  });
}

async function fetchCollection(location: string, { settings }: Services): Promise<RemoteCollection> {
  await using client = await openTransferClient(settings);
  try {
    return await readCollection(client, location);
  } catch (error) {
    if (!(error instanceof AddressRefusedError || error instanceof OutgoingError)) throw error;
    throw new ApiError(400, message("community.transfer_unreadable"), { members: { error: error.text } });
  }
}

function tagsOf({ semantics }: RemoteCollection, location: string): TagUpdate[] {
  const origin: TagUpdate = { action: "add", key: ORIGIN_KEY, value: location };
  // A copy of a copy also keeps the tag that says where the first one came from.
  return [...semantics.filter(({ key, value }) => key !== origin.key || value !== origin.value), origin];
}
