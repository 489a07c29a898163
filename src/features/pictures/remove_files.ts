/** All files of a picture. */
import type { Services } from "../../core/services.ts";
import { hdPath } from "../../core/storage/mod.ts";

/** Deletes the original and all that was made of it; any of them may be gone already. */
export async function removePictureFiles({ derivates, stores }: Services, id: string): Promise<void> {
  await derivates.remove(id);
  await stores.tmp.remove(hdPath(id));
  await stores.permanent.remove(hdPath(id));
}
