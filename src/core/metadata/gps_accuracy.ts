/** How far the position may be off. */
import type { Camera } from "./camera_database.ts";
import { firstText, roundHalfEven } from "./numbers.ts";
import { QUANTITIES, readQuantity } from "./quantities.ts";
import type { Tags } from "./read_tags.ts";
import type { Warn } from "./metadata_warning.ts";

/** Metres of error for each step of dilution of precision, for receivers of consumers. */
const METRES_BY_DOP = 3;
const DIFFERENTIAL_METRES = 2;

/** What receivers of a make reach, in metres; by its name in lower case. */
const METRES_BY_MAKE: ReadonlyMap<string, number> = new Map([
  ...["stfmani", "trimble", "imajing"].map((make) => [make, 2] as const),
  ...["gopro", "insta360", "garmin", "viofo", "xiaoyi", "blackvue", "tectectec", "arashi vision", "qoocam", "dji"]
    .map((make) => [make, 4] as const),
  ...[
    ...["akaso", "samsung", "xiaomi", "huawei", "ricoh", "lenovo", "motorola", "oneplus", "apple", "google", "sony"],
    ...["wiko", "asus", "cubot", "lge", "fairphone", "realme", "symphony", "crosscall", "htc", "homtom", "hmd global"],
    ...["oppo", "ulefone"],
  ].map((make) => [make, 5] as const),
]);

/** Reads or estimates the accuracy of the position, in metres; null when unknown. */
export function readGpsAccuracy(
  tags: Tags,
  make: string | null,
  camera: Camera | undefined,
  warn: Warn,
): number | null {
  const measured = readQuantity(tags, QUANTITIES.gpsAccuracy, warn);
  if (measured !== undefined) return roundHalfEven(measured, 2);
  const estimate = estimated(tags, make, camera, warn);
  warn(estimate === undefined ? "metadata.accuracy_missing" : "metadata.accuracy_estimated", {
    tag: QUANTITIES.gpsAccuracy.tags[0],
  });
  return estimate ?? null;
}

function estimated(tags: Tags, make: string | null, camera: Camera | undefined, warn: Warn): number | undefined {
  const isDifferential = firstText(tags, "Exif.GPSInfo.GPSDifferential", "Xmp.exif.GPSDifferential") === "1";
  const dilution = roundHalfEven(readQuantity(tags, QUANTITIES.gpsDilution, warn) ?? 0, 2);
  if (dilution > 0) return isDifferential ? dilution : roundHalfEven(METRES_BY_DOP * dilution, 2);
  if (isDifferential) return DIFFERENTIAL_METRES;
  return camera?.gpsAccuracy ?? METRES_BY_MAKE.get((camera?.make ?? make ?? "").toLowerCase());
}
