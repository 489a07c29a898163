/** The times in tags that were read before, for pictures whose stored metadata lack them. */
import { readCaptureTime } from "./capture_time.ts";
import { isoText } from "./zoned_time.ts";

/**
 * Time of the satellites and of the camera's clock, as ISO 8601 with offset. A camera's time without zone counts as UTC.
 * @param exif tags by their Exiv2 names
 */
export function timesOfTags(exif: Record<string, unknown>): { gps?: string; camera?: string } {
  const tags = new Map(Object.entries(exif).map(([name, value]) => [name, String(value)]));
  const ignore = () => {};
  const times = readCaptureTime(tags, undefined, ignore);
  return { gps: times?.gps && isoText(times.gps), camera: times?.camera && isoText(times.camera) };
}
