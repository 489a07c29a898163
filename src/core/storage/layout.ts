/** Where the files of a picture lie inside the stores. The layout is geovisio's, so that its folders can be adopted in place. */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The folder of a picture's derivates, in the derivates store: `/43/66/dd/db/8a71-4f6e-a3d4-cb6b545476bb`.
 * @param id UUID of the picture
 * @throws TypeError when the id is no UUID, as it would lead somewhere else
 */
export function derivatesFolder(id: string): string {
  const uuid = id.toLowerCase();
  if (!UUID.test(uuid)) throw new TypeError(`Not the id of a picture: ${id}`);
  return `/${uuid.slice(0, 2)}/${uuid.slice(2, 4)}/${uuid.slice(4, 6)}/${uuid.slice(6, 8)}/${uuid.slice(9)}`;
}

/** The picture itself, in the permanent store (or in the temporary one, while it waits for blurring). */
export function hdPath(id: string): string {
  return `${derivatesFolder(id)}.jpg`;
}

/** Name of the thumbnail inside the folder of derivates. */
export const THUMB = "thumb.jpg";

/** Name of the version of 2048 pixels width inside the folder of derivates. */
export const SD = "sd.jpg";

/** Name of the WebP variant of the picture itself, which is a derivate too. */
export const HD_WEBP = "hd.webp";

/** Path of the WebP variant of a JPEG file of a picture in the derivates store. */
export function webpPath(jpegPath: string, id: string): string {
  return jpegPath === hdPath(id) ? `${derivatesFolder(id)}/${HD_WEBP}` : jpegPath.replace(/\.jpg$/, ".webp");
}

/** Name of the folder of tiles inside the folder of derivates. */
export const TILES = "tiles";

/**
 * Name of a tile inside the folder of derivates.
 * @param column from 0, at the left
 * @param row from 0, at the top
 */
export function tileName(column: number, row: number): string {
  return `${TILES}/${column}_${row}.jpg`;
}

/** Path of the thumbnail in the derivates store. */
export function thumbPath(id: string): string {
  return `${derivatesFolder(id)}/${THUMB}`;
}

/** Path of the 2048 pixels wide version in the derivates store. */
export function sdPath(id: string): string {
  return `${derivatesFolder(id)}/${SD}`;
}

/** Path of a tile of an equirectangular picture in the derivates store; column and row count from the upper left. */
export function tilePath(id: string, column: number, row: number): string {
  return `${derivatesFolder(id)}/${tileName(column, row)}`;
}

/** The folder of the permanent store that all-sky cameras have; no picture can be in it. */
export const ALLSKY_FOLDER = "/allsky";

/** Path of a file that an all-sky camera sent, in the permanent store. @param path in the folder of images, as SyncAPI tells it */
export function allskyPath(path: string): string {
  return `${ALLSKY_FOLDER}/${path}`;
}

const PATH_OF_PICTURE =
  /^\/([0-9a-f]{2})\/([0-9a-f]{2})\/([0-9a-f]{2})\/([0-9a-f]{2})\/([0-9a-f]{4}(?:-[0-9a-f]{4}){2}-[0-9a-f]{12})(?:\.jpg$|\/)/;

/**
 * Whether a folder at the top of a store is not this program's: a store that is the root of a disk has such as `lost+found`, which
 * may be closed.
 */
export function isForeignFolder(path: string): boolean {
  return /^\/[^/]+$/.test(path) && !/^\/[0-9a-f]{2}$/.test(path) && path !== ALLSKY_FOLDER;
}

/** The id of the picture that a file of a store belongs to; undefined if it belongs to none. */
export function pictureOfPath(path: string): string | undefined {
  const parts = PATH_OF_PICTURE.exec(path);
  return parts ? `${parts.slice(1, 5).join("")}-${parts[5]}` : undefined;
}
