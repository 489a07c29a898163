/** How high the camera was. */
import type { Warn } from "./metadata_warning.ts";
import { roundHalfEven } from "./numbers.ts";
import { QUANTITIES, readQuantity } from "./quantities.ts";
import type { Tags } from "./read_tags.ts";

/** EXIF 3.0, 4.6.6: the value of GPSAltitudeRef for below sea level. */
const BELOW_SEA_LEVEL = "1";

/** Reads the altitude in whole metres above sea level. */
export function readAltitude(tags: Tags, warn: Warn): number | null {
  const altitude = readQuantity(tags, QUANTITIES.altitude, warn);
  if (altitude === undefined) return null;
  const sign = tags.get("Exif.GPSInfo.GPSAltitudeRef") === BELOW_SEA_LEVEL ? -1 : 1;
  return sign * roundHalfEven(altitude) || 0;
}
