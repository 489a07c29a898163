/** The files of an item (STAC assets). */
import { derivatesFolder, hdPath, sdPath, thumbPath } from "../../../core/storage/mod.ts";
import type { JsonContext } from "../json_context.ts";
import { MEDIA_TYPES } from "../links.ts";
import type { ItemRow } from "./item_row.ts";

/** A file of an item (STAC 1.0, asset object); `href` is absolute. */
export interface Asset {
  title: string;
  description: string;
  roles: string[];
  type: string;
  href: string;
}

type Access = Pick<ItemRow, "id" | "visibility" | "collection_visibility">;

/** The picture in three sizes. */
export function assets(row: Access, context: JsonContext): Record<"hd" | "sd" | "thumb", Asset> {
  const { permanentRoot, derivatesRoot } = publicRoots(row, context);
  const api = `${context.base}/api/pictures/${row.id}`;
  return {
    hd: jpeg(
      "HD picture",
      "Highest resolution available of this picture",
      "data",
      permanentRoot === undefined ? `${api}/hd.jpg` : permanentRoot + hdPath(row.id),
    ),
    sd: jpeg(
      "SD picture",
      "Picture in standard definition (fixed width of 2048px)",
      "visual",
      derivatesRoot === undefined ? `${api}/sd.jpg` : derivatesRoot + sdPath(row.id),
    ),
    thumb: jpeg(
      "Thumbnail",
      "Picture in low definition (fixed width of 500px)",
      "thumbnail",
      derivatesRoot === undefined ? `${api}/thumb.jpg` : derivatesRoot + thumbPath(row.id),
    ),
  };
}

/** The tiles of an equirectangular picture, as a URL template. */
export function assetTemplates(row: Access, context: JsonContext): { tiles: Asset } {
  const { derivatesRoot } = publicRoots(row, context);
  const tiles = derivatesRoot === undefined
    ? `${context.base}/api/pictures/${row.id}/tiled`
    : `${derivatesRoot}${derivatesFolder(row.id)}/tiles`;
  return {
    tiles: jpeg(
      "HD tiled picture",
      "Highest resolution available of this picture, as tiles",
      "data",
      `${tiles}/{TileCol}_{TileRow}.jpg`,
    ),
  };
}

/** Files are only fetched past the API when everybody may see both the picture and its sequence. */
function publicRoots(row: Access, { instance }: JsonContext): { permanentRoot?: string; derivatesRoot?: string } {
  const isPublic = row.visibility === "anyone" &&
    (row.collection_visibility === "anyone" || row.collection_visibility === null);
  return isPublic ? instance : {};
}

function jpeg(title: string, description: string, role: string, href: string): Asset {
  return { title, description, roles: [role], type: MEDIA_TYPES.jpeg, href };
}
