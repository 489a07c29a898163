/** Everything the server knows of a picture from its file. */
import { type JpegHeader, readJpegHeader } from "../jpeg/mod.ts";
import { readCameraName } from "./camera.ts";
import { findCamera } from "./camera_database.ts";
import { readCaptureTime, TIME_TAGS } from "./capture_time.ts";
import { type Crop, readCrop } from "./crop.ts";
import { readFieldOfView, readFocalLength } from "./field_of_view.ts";
import { readGpsAccuracy } from "./gps_accuracy.ts";
import { readOrientation } from "./orientation.ts";
import { InvalidValue, MetadataError } from "./metadata_error.ts";
import { type Position, POSITION_TAGS, readAltitude, readPosition } from "./position.ts";
import { readProjection, uprightSize } from "./projection.ts";
import { readTags, type Tags } from "./read_tags.ts";
import { type FileFacts, type StoredMetadata, storedMetadata } from "./stored_metadata.ts";
import { type MetadataWarning, warnInto } from "./metadata_warning.ts";
import { text } from "./texts.ts";
import { isoText } from "./zoned_time.ts";

/** What a picture's tags mean, under the rules of this folder. `null` means that the picture does not say. */
export interface PictureMetadata {
  position: Position;
  /** Time of capture: ISO 8601 with offset and, when not zero, microseconds. */
  ts: string;
  /** Abbreviation of the zone `ts` is in: `CEST`, `UTC`, `UTC+01:00`. */
  tz: string;
  /** As `ts`, by GPS. */
  tsGps: string | null;
  /** As `ts`, by the camera's clock. */
  tsCamera: string | null;
  /** Degrees clockwise from north, whole, 0 to 359. */
  heading: number | null;
  /** Degrees. */
  pitch: number | null;
  roll: number | null;
  yaw: number | null;
  /** `flat`, `equirectangular` or another projection. */
  type: string;
  make: string | null;
  model: string | null;
  /** Millimetres. */
  focalLength: number | null;
  /** Millimetres. */
  sensorWidth: number | null;
  /** Horizontal, in degrees. */
  fieldOfView: number | null;
  crop: Crop | null;
  /** Metres above sea level. */
  altitude: number | null;
  /** Metres. */
  gpsAccuracy: number | null;
  /** Pixels as stored in the file. */
  width: number;
  height: number;
  /** What was odd or missing, in the language asked for. */
  warnings: MetadataWarning[];
  /** For `pictures.exif`: exiv2 names and texts. */
  exif: Record<string, string>;
  /** For `pictures.metadata`. */
  metadata: StoredMetadata;
}

/** How to read, and what is known of the file from elsewhere. */
export interface ReadOptions extends FileFacts {
  /** Of warnings and errors; English when left out or unknown. */
  language?: string;
  /** Milliseconds since 1970; the time of the machine when left out. */
  now?: number;
}

/**
 * Reads a picture's metadata, which are all before the scan.
 * @param bytes the JPEG file
 * @throws InvalidJpegError when it is no JPEG; MetadataError when it has no usable position or time
 */
export function readPictureMetadata(bytes: Uint8Array, options: ReadOptions): PictureMetadata {
  return readHeaderMetadata(readJpegHeader(bytes), options);
}

/** As `readPictureMetadata()`, for a header that was read before. */
export function readHeaderMetadata(header: JpegHeader, options: ReadOptions): PictureMetadata {
  const warnings: MetadataWarning[] = [];
  const warn = warnInto(warnings, options.language);
  const tags = readTags(header, warn);
  return interpretTags(tags, header, options, warnings);
}

/**
 * Gives tags their meaning.
 * @param tags from a file, or as stored in `pictures.exif`
 * @param size of the picture, in pixels
 * @param warnings made while the tags were read
 * @throws MetadataError
 */
export function interpretTags(
  tags: Tags,
  size: { width: number; height: number },
  options: ReadOptions,
  warnings: MetadataWarning[] = [],
): PictureMetadata {
  const language = options.language ?? "en";
  const warn = warnInto(warnings, language);
  try {
    const position = readPosition(tags, warn);
    const time = readCaptureTime(tags, position, warn, options.now);
    const unusable = (names: readonly string[]) => unusableTags(tags, names, language);
    if (!position && !time) {
      const both = unusable([...POSITION_TAGS, ...TIME_TAGS]);
      throw new MetadataError("metadata.mandatory_missing", language, ["datetime", "location"], both);
    }
    if (!position) {
      throw new MetadataError("metadata.position_missing", language, ["location"], unusable(POSITION_TAGS));
    }
    if (!time) throw new MetadataError("metadata.date_missing", language, ["datetime"], unusable(TIME_TAGS));

    const orientation = readOrientation(tags, warn);
    const { make, model } = readCameraName(tags, warn);
    const camera = findCamera(make, model);
    const crop = readCrop(tags, warn);
    const upright = uprightSize(tags, size);
    const type = readProjection(tags, upright, crop, camera);
    const focalLength = readFocalLength(tags, camera, warn);
    if (focalLength === null && type !== "equirectangular" && !camera?.fieldOfView) {
      warn("metadata.focal_length_missing", { tag: "Exif.Photo.FocalLength" });
    }
    const read = {
      position,
      ts: isoText(time.chosen),
      tz: time.chosen.zone,
      tsGps: time.gps ? isoText(time.gps) : null,
      tsCamera: time.camera ? isoText(time.camera) : null,
      ...orientation,
      type,
      make,
      model,
      focalLength,
      sensorWidth: camera?.sensorWidth ?? null,
      fieldOfView: readFieldOfView(tags, type, focalLength, camera, warn),
      crop,
      altitude: readAltitude(tags, warn),
      gpsAccuracy: readGpsAccuracy(tags, make, camera, warn),
      width: size.width,
      height: size.height,
      warnings,
    };
    return { ...read, exif: Object.fromEntries(tags), metadata: storedMetadata(read, upright, options) };
  } catch (error) {
    if (error instanceof InvalidValue) {
      const { key, tag, value } = error;
      throw new MetadataError(key, language, [], [{ tag, value, message: text(language, key) }]);
    }
    throw error;
  }
}

/** Rationals that cameras write for what they do not know: nothing is wrong with such a tag, it is as good as missing. */
const UNKNOWN = /^0\/0( 0\/0)*$/;

/** Those of the tags that the file has, of which nothing could be made. */
function unusableTags(tags: Tags, names: readonly string[], language: string): MetadataWarning[] {
  const unusable: MetadataWarning[] = [];
  const warn = warnInto(unusable, language);
  for (const tag of names) {
    const value = tags.get(tag);
    if (value !== undefined && !UNKNOWN.test(value)) warn("metadata.value_unusable", { tag, value });
  }
  return unusable;
}

/** Where the header says the picture was taken; undefined when it does not, or contradicts itself. */
export function findPosition(header: JpegHeader): Position | undefined {
  try {
    return readPosition(readTags(header, () => {}), () => {});
  } catch (error) {
    if (error instanceof InvalidValue) return undefined;
    throw error;
  }
}

const ANY_PICTURE = new Map([
  ["Exif.Image.Make", "GoPro"],
  ["Exif.Image.Model", "GoPro Max"],
  ["Exif.Photo.DateTimeOriginal", "2024:05:01 10:00:00"],
  ["Exif.GPSInfo.GPSLatitude", "48/1 51/1 0/1"],
  ["Exif.GPSInfo.GPSLatitudeRef", "N"],
  ["Exif.GPSInfo.GPSLongitude", "2/1 21/1 0/1"],
  ["Exif.GPSInfo.GPSLongitudeRef", "E"],
]);

/**
 * What the first picture would otherwise make everybody wait for: loads the table of cameras, the map of time zones and their names: some 100 ms, in which no request is
 * answered.
 */
export function warmUpMetadata(): void {
  interpretTags(ANY_PICTURE, { width: 2, height: 1 }, { fileName: "", fileSize: 0 });
}
