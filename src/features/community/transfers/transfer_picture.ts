/** Copies one picture: its file, metadata, tags and annotations. */
import { setTimeout as delay } from "node:timers/promises";
import type { Transaction } from "../../../core/db/sql.ts";
import { findAccountById, withinQuota } from "../../accounts/mod.ts";
import type { GuardedClient } from "../../../core/outgoing/mod.ts";
import { pictureExists, storeOfOriginal } from "../../pictures/mod.ts";
import type { Services } from "../../../core/services.ts";
import { hdPath, type Store } from "../../../core/storage/mod.ts";
import {
  examineFile,
  insertPicture,
  storeBytes,
  storeWith,
  TrackedRejection,
  withOverrides,
} from "../../uploads/mod.ts";
import { addAnnotation } from "../annotations/annotate.ts";
import { readNewAnnotation } from "../annotations/parameters.ts";
import { checkRange } from "../annotations/shape.ts";
import { applyTagUpdates } from "../../../core/tags/mod.ts";
import { metadataChanges } from "./metadata_changes.ts";
import { linkTransferredPicture } from "./queries.ts";
import type { RemoteItem } from "./remote_documents.ts";
import { readPicture } from "./remote_instance.ts";
import { message } from "../../../core/messages/mod.ts";
import { JobError } from "../../jobs/mod.ts";

/** A picture's file that has had no row for this long was left by a server that crashed. */
const LEFTOVER_MILLISECONDS = 5000;
const LANGUAGE = "en";
/** Why a transfer ends early. */
export const COLLECTION_DELETED = message("community.transfer_target_deleted");

/** Where a picture comes from and where it goes. */
export interface TransferTarget {
  /** Of the collection, on the other instance. */
  location: string;
  sequenceId: string;
  /** Account that owns the collection here. */
  owner: string;
}

/**
 * Copies a picture that is not on this instance yet, with the same id. It counts as blurred, since the other instance shows it
 * publicly.
 * @throws TrackedRejection or ApiError for a picture that this instance refuses; AddressRefusedError, OutgoingError
 */
export async function transferPicture(
  item: RemoteItem,
  target: TransferTarget,
  client: GuardedClient,
  services: Services,
): Promise<void> {
  const { settings, stores } = services;
  const store = storeOfOriginal(settings, stores, true);
  const name = item.properties["original_file:name"] || `${item.id}.jpg`;
  const bytes = await storeBytes(
    await readPicture(client, item, target.location),
    store,
    settings.PICTURE_MAX_BYTES,
  );
  try {
    const own = await examineFile(name, bytes, LANGUAGE, settings.PICTURE_MAX_PIXELS).catch((error) => {
      // The item may have what the file lacks.
      if (error instanceof TrackedRejection && error.reason === "invalid_metadata") return undefined;
      throw error;
    });
    const changes = metadataChanges(item, own);
    await withOverrides(bytes, changes, store, async (bytes) => {
      const metadata = own && !changes ? own : await examineFile(name, bytes, LANGUAGE, settings.PICTURE_MAX_PIXELS);
      await removeLeftover(item.id, store, services);
      const commit = async (tx: Transaction) => {
        await insertPicture(tx, {
          id: item.id,
          uploadSetId: null,
          accountId: target.owner,
          contentMd5: bytes.md5,
          metadata,
          isBlurredByAuthor: true,
        });
        const rank = item.properties["geovisio:rank_in_collection"];
        if (!await linkTransferredPicture(tx, target.sequenceId, rank, item.id)) {
          // Affects all pictures, and is never sent as an answer.
          throw new JobError(COLLECTION_DELETED);
        }
        await addTags(tx, item, metadata, target.owner);
      };
      const owner = await findAccountById(services.sql, target.owner) ?? null;
      const original = { id: item.id, isWanted: true };
      await withinQuota(services, owner, bytes.size, () => storeWith(bytes, original, services, commit));
    });
  } finally {
    await bytes.upload.abort();
  }
}

async function addTags(
  tx: Transaction,
  { id, properties }: RemoteItem,
  size: { width: number; height: number },
  editor: string,
): Promise<void> {
  await applyTagUpdates(tx, { kind: "picture", id }, properties.semantics, editor);
  for (const given of properties.annotations ?? []) {
    const annotation = readNewAnnotation(given);
    checkRange(annotation.shape, size);
    await addAnnotation(tx, id, annotation, editor);
  }
}

/** A file left by a crash, before its row was written, would block its name forever. */
async function removeLeftover(id: string, store: Store, { sql }: Services): Promise<void> {
  const file = await store.open(hdPath(id));
  if (!file) return;
  file.close();
  // Somebody may be uploading a picture with this id; then its row follows in a moment.
  const age = Date.now() - file.modifiedAt.getTime();
  if (age < LEFTOVER_MILLISECONDS) await delay(Math.min(LEFTOVER_MILLISECONDS - age, LEFTOVER_MILLISECONDS));
  if (!await pictureExists(sql, id)) await store.remove(hdPath(id));
}
