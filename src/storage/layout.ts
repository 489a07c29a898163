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

/** The thumbnail, in the derivates store. */
export function thumbPath(id: string): string {
  return `${derivatesFolder(id)}/thumb.jpg`;
}

/** The version of 2048 pixels width, in the derivates store. */
export function sdPath(id: string): string {
  return `${derivatesFolder(id)}/sd.jpg`;
}

/** The folder of the tiles of an equirectangular picture, in the derivates store. */
export function tilesFolder(id: string): string {
  return `${derivatesFolder(id)}/tiles`;
}

/**
 * One tile of an equirectangular picture, in the derivates store.
 * @param column from 0, at the left
 * @param row from 0, at the top
 */
export function tilePath(id: string, column: number, row: number): string {
  return `${tilesFolder(id)}/${column}_${row}.jpg`;
}
