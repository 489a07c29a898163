/** The JSON object of the `pictures.metadata` column. */
import type { Crop } from "./crop.ts";
import type { PictureMetadata } from "./picture_metadata.ts";
import { tileGrid } from "./tile_grid.ts";

/** What is known about the file in addition to its content. */
export interface FileFacts {
  /** Name the file was sent under. */
  fileName: string;
  /** Bytes, as received. */
  fileSize: number;
  /** True when the sender says that faces and plates are blurred already. */
  blurredByAuthor?: boolean;
}

/** What is stored of a picture, under geovisio's names. Rows of older instances may lack any of it, or hold null. */
export type StoredMetadata = { [Key in keyof WrittenMetadata]?: WrittenMetadata[Key] | null };

/** What this version writes. */
interface WrittenMetadata {
  type: string;
  make: string | null;
  model: string | null;
  focal_length: number | null;
  crop: Crop | null;
  altitude: number | null;
  pitch: number | null;
  roll: number | null;
  yaw: number | null;
  sensor_width: number | null;
  field_of_view: number | null;
  tagreader_warnings?: string[];
  width: number;
  height: number;
  /** Columns and rows of tiles; not for flat pictures. */
  cols?: number;
  rows?: number;
  blurredByAuthor: boolean;
  originalFileName: string;
  originalFileSize: number;
  tz: string;
  ts_gps?: string;
  ts_camera?: string;
}

/** Makes the object. @param upright size in pixels, EXIF orientation applied: that of the tiles */
export function storedMetadata(
  read: Omit<PictureMetadata, "metadata" | "exif">,
  upright: { width: number; height: number },
  { fileName, fileSize, blurredByAuthor = false }: FileFacts,
): WrittenMetadata {
  const grid = read.type === "flat" ? undefined : tileGrid(upright.width, upright.height);
  return {
    type: read.type,
    make: read.make,
    model: read.model,
    focal_length: read.focalLength,
    crop: read.crop,
    altitude: read.altitude,
    pitch: read.pitch,
    roll: read.roll,
    yaw: read.yaw,
    sensor_width: read.sensorWidth,
    field_of_view: read.fieldOfView,
    ...(read.warnings.length > 0 ? { tagreader_warnings: read.warnings.map(({ message }) => message) } : {}),
    width: read.width,
    height: read.height,
    ...(grid ? { cols: grid.columns, rows: grid.rows } : {}),
    blurredByAuthor,
    // Splitting a text gives at least one part.
    originalFileName: fileName.split(/[\\/]/).at(-1)!,
    originalFileSize: fileSize,
    tz: read.tz,
    ...(read.tsGps ? { ts_gps: read.tsGps } : {}),
    ...(read.tsCamera ? { ts_camera: read.tsCamera } : {}),
  };
}
