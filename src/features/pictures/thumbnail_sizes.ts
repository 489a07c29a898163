/** How large the thumbnails of collections are, for those who announce them without sending them. */
import pLimit from "p-limit";
import type { Queryable } from "../../core/db/sql.ts";
import type { Account } from "../../core/http/account.ts";
import { logger } from "../../core/log.ts";
import { isStorageFault, type Store, thumbPath } from "../../core/storage/mod.ts";
import { fileViewerOf, findThumbnailPictures, type ThumbnailPictureRow } from "./queries.ts";

/** Files that are looked at at a time: in a bucket, each is a request. */
const AT_A_TIME = 16;

/**
 * The sizes of the thumbnails that collections have for this caller.
 * @param derivates where thumbnails are
 * @returns bytes by the id of the collection; nothing for a thumbnail that will only be made when somebody asks for it, or
 * while their store is away
 */
export async function readThumbnailSizes(
  sql: Queryable,
  derivates: Pick<Store, "open">,
  sequenceIds: string[],
  caller: Account | null,
): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const shown = await findThumbnailPictures(sql, sequenceIds, fileViewerOf(caller));
  const limit = pLimit(AT_A_TIME);
  const readSize = async ({ sequence_id, picture_id }: ThumbnailPictureRow) => {
    const file = await derivates.open(thumbPath(picture_id));
    if (!file) return;
    sizes.set(sequence_id, file.size);
    file.close();
  };
  await Promise.all(shown.map((row) => limit(readSize, row))).catch((error) => {
    if (!isStorageFault(error)) throw error;
    // The others would be asked for in vain, each maybe for long.
    limit.clearQueue();
    logger("storage").warn("The sizes of thumbnails are not known: {error}", { error });
  });
  return sizes;
}
