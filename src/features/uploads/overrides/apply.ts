/** Puts overrides into a received file. */
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { findPosition, NoRoomError, TagValueError, writeTags } from "../../../core/metadata/mod.ts";
import type { Store, Upload } from "../../../core/storage/mod.ts";
import { readHeader, refuseFile } from "../examine_file.ts";
import { type ReceivedBytes, refuseWithoutSpace } from "../receive_file.ts";
import type { Overrides } from "./read.ts";
import { overrideTags } from "./tags.ts";

/**
 * Works on a received file that is in the right store and has its overrides, if there are any, written into it. The pixels
 * stay as they are, byte for byte; size and checksum remain those of what was received.
 * @param store where the file is to live: known only once the whole form was read
 * @throws TrackedRejection for what is no JPEG; ApiError 400 for a value that does not fit its tag
 */
export async function withOverrides<T>(
  bytes: ReceivedBytes,
  overrides: Overrides | undefined,
  store: Store,
  work: (bytes: ReceivedBytes) => Promise<T>,
): Promise<T> {
  if (!overrides && store === bytes.store) return await work(bytes);
  await using upload = await store.createUpload();
  const head = await copyWith(overrides, bytes, upload).catch((error) => {
    refuseWithoutSpace(error);
    throw error;
  });
  await bytes.upload.abort();
  return await work({ ...bytes, upload, store, head });
}

async function copyWith(overrides: Overrides | undefined, bytes: ReceivedBytes, upload: Upload): Promise<Uint8Array> {
  const { header, head } = await readHeader(bytes).catch((error) => refuseFile(error, bytes));
  const tags = overrides ? overrideTags(overrides, findPosition(header)) : new Map<string, string>();
  const newHead = refuseTags(() => writeTags(head, header, tags));
  await upload.write(newHead);
  if (head.length < bytes.size) {
    const received = await bytes.upload.open();
    for await (const chunk of received.stream({ first: head.length, last: received.size - 1 })) {
      await upload.write(chunk);
    }
  }
  return newHead;
}

function refuseTags<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TagValueError) {
      throw new ApiError(400, message("uploads.bad_tag_value", { tag: error.tag }), {
        details: { error: error.message },
      });
    }
    if (error instanceof NoRoomError) throw new ApiError(400, message("uploads.no_room_for_tags"));
    throw error;
  }
}
