/** Media of cameras live with the published pictures, in a folder that no picture can have. */

const FOLDER = "/allsky";

/** Where the file of a path lies in the permanent store. */
export function storedPath(path: string): string {
  return `${FOLDER}/${path}`;
}

/** The address of a path, relative to the base of the SyncAPI. */
export function imageUrl(path: string): string {
  return `images/${path}`;
}

/** Whether a path of the permanent store is one of a medium. */
export function isStoredPath(path: string): boolean {
  return path.startsWith(`${FOLDER}/`);
}
