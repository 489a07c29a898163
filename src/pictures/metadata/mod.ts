/** Reading the metadata of pictures. */
export type { Crop } from "./crop.ts";
export { type MandatoryField, MetadataError } from "./metadata_error.ts";
export {
  interpretTags,
  type PictureMetadata,
  readHeaderMetadata,
  type ReadOptions,
  readPictureMetadata,
} from "./picture_metadata.ts";
export type { Position } from "./position.ts";
export { type FileFacts, type StoredMetadata } from "./stored_metadata.ts";
export { timesOfTags } from "./times_of_tags.ts";
export { type TileGrid, tileGrid } from "./tile_grid.ts";
export { warmUpMetadata } from "./warm_up.ts";
