/** Reading the metadata of pictures, and writing some of them. */
export type { Crop } from "./crop.ts";
export type { MetadataWarning } from "./metadata_warning.ts";
export { type MandatoryField, MetadataError } from "./metadata_error.ts";
export {
  findPosition,
  interpretTags,
  type PictureMetadata,
  readHeaderMetadata,
  type ReadOptions,
  readPictureMetadata,
  warmUpMetadata,
} from "./picture_metadata.ts";
export type { Position } from "./position.ts";
export { type FileFacts, type StoredMetadata } from "./stored_metadata.ts";
export { timesOfTags } from "./capture_time.ts";
export { type TileGrid, tileGrid } from "./tile_grid.ts";
export { zoneAt } from "./time_zones/zone_at.ts";
export { isWritable as isWritableTag, NoRoomError, TagValueError, writeTags } from "./write_tags.ts";
export { atOffset, inZone, isPossible, offsetAt, toUtc, type WallTime, type ZonedTime } from "./zoned_time.ts";
