/** How large the thumbnails of collections are, for those who announce them without sending them. */
import type { Queryable } from "../../core/db/sql.ts";
import { logger } from "../../core/log.ts";
import { isStorageFault, type Store, thumbPath } from "../../core/storage/mod.ts";
import { type FileViewer, findThumbnailPictures } from "./queries.ts";

/** Files that are looked at at a time: in a bucket, each is a request. */
const AT_A_TIME = 16;

/**
 * The sizes of the thumbnails that collections have for this viewer.
 * @param derivates where thumbnails are
 * @returns bytes by the id of the collection; nothing for a thumbnail that will only be made when somebody asks for it, or
 * while their store is away
 */
export async function readThumbnailSizes(
  sql: Queryable,
  derivates: Pick<Store, "open">,
  sequenceIds: string[],
  viewer: FileViewer,
): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const waiting = await findThumbnailPictures(sql, sequenceIds, viewer);
  const readOn = async () => {
    for (let shown = waiting.pop(); shown; shown = waiting.pop()) {
      const file = await derivates.open(thumbPath(shown.picture_id));
      if (!file) continue;
      sizes.set(shown.sequence_id, file.size);
      file.close();
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, readOn)).catch((error) => {
    if (!isStorageFault(error)) throw error;
    // The others would be asked for in vain, each maybe for long.
    waiting.length = 0;
    logger("storage").warn("The sizes of thumbnails are not known: {error}", { error });
  });
  return sizes;
}
