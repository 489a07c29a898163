/** All files of a picture. */
import { derivatesFolder, hdPath, type Stores } from "../storage/mod.ts";

/** Deletes the original and all that was made of it; any of them may be gone already. */
export async function removePictureFiles(stores: Stores, id: string): Promise<void> {
  await stores.derivates.removeFolder(derivatesFolder(id));
  await stores.tmp.remove(hdPath(id));
  await stores.permanent.remove(hdPath(id));
}
