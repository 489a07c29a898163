/** All files of a picture. */
import type { Services } from "../../core/services.ts";
import { hdPath } from "../../core/storage/mod.ts";

/**
 * Deletes the original and all that was made of it; any of them may be gone already. The original goes first: somebody who asked for a
 * derivate before the picture was deleted could make it again.
 */
export async function removePictureFiles(
  { derivates, stores }: Pick<Services, "derivates" | "stores">,
  id: string,
): Promise<void> {
  await stores.tmp.remove(hdPath(id));
  await stores.permanent.remove(hdPath(id));
  await derivates.remove(id);
}
