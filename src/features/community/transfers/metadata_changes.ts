/** Finds what was corrected on the other instance: the item has it, the file does not. */
import { atOffset, type PictureMetadata, toUtc } from "../../../core/metadata/mod.ts";
import { type GivenTime, type Overrides, parseCaptureTime } from "../../uploads/mod.ts";
import type { RemoteItem } from "./remote_documents.ts";

/** Degrees; about a centimetre. Servers read the fractions of EXIF with different rounding. */
const POSITION_TOLERANCE = 1e-7;
const ANGLE_TOLERANCE = 1e-6;
/** A hundredth of a degree is more precise than any compass. */
const DIRECTION_PARTS = 100;

/**
 * The tags to write into the file so that it agrees with the item.
 * @param own the file's own metadata; undefined when it has no position or time
 * @returns undefined when the file agrees already: then it stays as it is, byte for byte
 */
export function metadataChanges({ geometry, properties }: RemoteItem, own?: PictureMetadata): Overrides | undefined {
  const [longitude, latitude] = geometry.coordinates;
  const captureTime = parseCaptureTime(properties.datetimetz ?? properties.datetime);
  const isMoved = !own || Math.abs(own.position.longitude - longitude) > POSITION_TOLERANCE ||
    Math.abs(own.position.latitude - latitude) > POSITION_TOLERANCE;
  const ownTime = own && parseCaptureTime(own.ts);
  const isOfOtherTime = captureTime !== undefined && (!ownTime || moment(captureTime) !== moment(ownTime));
  const tags = new Map<string, string>();

  const heading = properties["view:azimuth"];
  if (heading != null && heading !== own?.heading) {
    tags.set("Exif.GPSInfo.GPSImgDirectionRef", "T");
    tags.set("Exif.GPSInfo.GPSImgDirection", `${Math.round(heading * DIRECTION_PARTS)}/${DIRECTION_PARTS}`);
  }
  const angles = [["pitch", "Xmp.Camera.Pitch"], ["roll", "Xmp.Camera.Roll"], ["yaw", "Xmp.Camera.Yaw"]] as const;
  for (const [name, tag] of angles) {
    const degrees = properties[`pers:${name}`], known = own?.[name];
    if (degrees == null || (known != null && Math.abs(degrees - known) <= ANGLE_TOLERANCE)) continue;
    tags.set(tag, String(degrees));
  }
  if (!isMoved && !isOfOtherTime && tags.size === 0) return undefined;
  return {
    position: isMoved ? { longitude, latitude } : undefined,
    captureTime: isOfOtherTime ? captureTime : undefined,
    tags,
  };
}

/** The same text for the same moment. */
function moment({ wall, offset }: GivenTime): string {
  return JSON.stringify(toUtc(atOffset(wall, offset ?? 0)));
}
