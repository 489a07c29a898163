/** Compares what this server reads of a picture with what the references read, field by field. */
import type { PictureMetadata } from "../../src/core/metadata/mod.ts";

/** One line of `reference.py`. */
export interface Reference {
  path: string;
  geopic: Record<string, unknown> & { error?: string };
  exiftool: Record<string, unknown> | null;
}

/** Two readers disagree on a field. */
export interface Difference {
  reference: "geopic-tag-reader" | "exiftool";
  field: string;
  ours: unknown;
  theirs: unknown;
  /** Why the difference stays; undefined if unknown. */
  reason: string | undefined;
}

/** Degrees; rounding of fractions. */
const SAME_ANGLE = 1e-6;

/** What differs between our reading of a picture and the references'. */
export function differences(read: PictureMetadata, { geopic, exiftool }: Reference): Difference[] {
  const found: Difference[] = [];
  const add = (reference: Difference["reference"], field: string, ours: unknown, theirs: unknown) => {
    if (same(ours, theirs)) return;
    found.push({ reference, field, ours, theirs, reason: reasonFor(field, ours, theirs, read) });
  };
  if (!geopic.error) {
    const peer: [string, unknown][] = [
      ["lat", read.position.latitude],
      ["lon", read.position.longitude],
      ["ts", read.ts],
      ["heading", read.heading],
      ["type", read.type],
      ["make", read.make],
      ["model", read.model],
      ["focal_length", read.focalLength],
      ["sensor_width", read.sensorWidth],
      ["field_of_view", read.fieldOfView],
      ["altitude", read.altitude],
      ["pitch", read.pitch],
      ["roll", read.roll],
      ["yaw", read.yaw],
      ["gps_accuracy", read.gpsAccuracy],
      ["crop", read.crop && [read.crop.fullWidth, read.crop.fullHeight, read.crop.left, read.crop.top].join()],
    ];
    for (const [field, ours] of peer) add("geopic-tag-reader", field, ours, geopicValue(geopic, field));
  }
  if (exiftool) {
    const sign = (name: string, negative: string) => String(exiftool[name] ?? "").startsWith(negative) ? -1 : 1;
    const number = (name: string) => {
      const value = exiftool[name];
      return typeof value === "number" ? value : undefined;
    };
    const latitude = number("GPSLatitude"), longitude = number("GPSLongitude");
    if (latitude !== undefined && longitude !== undefined) {
      add("exiftool", "lat", read.position.latitude, Math.abs(latitude) * sign("GPSLatitudeRef", "S"));
      add("exiftool", "lon", read.position.longitude, Math.abs(longitude) * sign("GPSLongitudeRef", "W"));
    }
    const heading = number("GPSImgDirection");
    if (heading !== undefined) add("exiftool", "heading", read.heading, Math.round(heading) % 360);
    if (number("FocalLength") !== undefined) add("exiftool", "focal_length", read.focalLength, number("FocalLength"));
    if (exiftool.Make) add("exiftool", "make", read.make, String(exiftool.Make).trim());
  }
  return found;
}

function geopicValue(geopic: Record<string, unknown>, field: string): unknown {
  const value = geopic[field];
  if (field !== "crop" || typeof value !== "object" || value === null) return value;
  const crop = new Map(Object.entries(value));
  return ["fullWidth", "fullHeight", "left", "top"].map((side) => crop.get(side)).join();
}

function same(ours: unknown, theirs: unknown): boolean {
  if (typeof ours === "number" && typeof theirs === "number") return Math.abs(ours - theirs) <= SAME_ANGLE;
  if (typeof ours === "string" && typeof theirs === "string") {
    return ours.trim() === theirs.trim() || Date.parse(ours) === Date.parse(theirs);
  }
  return (ours ?? null) === (theirs ?? null);
}

/** The reasons that are known, each for a kind of difference. */
function reasonFor(field: string, ours: unknown, theirs: unknown, read: PictureMetadata): string | undefined {
  const warned = (...words: string[]) =>
    read.warnings.find(({ tag, message }) => words.some((word) => tag?.includes(word) || message.includes(word)));
  switch (field) {
    case "heading":
      if (typeof theirs === "number" && typeof ours === "number" && Math.abs(theirs - ours) % 360 === 0) {
        return "Headings are brought to 0 to 359";
      }
      if (ours === null && warned("Direction", "Track")) return "A heading that no compass shows is unknown here";
      if (typeof theirs === "number" && typeof ours === "number" && Math.abs(theirs - ours) <= 1) {
        return "Halves are rounded to even here, as the peer does";
      }
      return undefined;
    case "sensor_width":
      return "Known cameras come from another table, whose source is named in cameras.json";
    case "field_of_view":
      if (theirs === 0) return "Half a degree and less is 1 here, as 0 stands for nothing known";
      return theirs === 360 ? "Follows from the type" : "Follows from the width of the sensor";
    case "gps_accuracy":
      return "What receivers of a make reach comes from another table";
    case "type":
      return "The peer judges the shape without the EXIF orientation";
    case "ts":
      if (read.warnings.some(({ message }) => message.includes("GPS date"))) {
        return "A GPS date that cannot be right does not win here";
      }
      if (Number(read.ts.slice(0, 4)) > 2037) return "The rules of summer time do not end in 2037 here";
      return read.ts.includes(".")
        ? undefined
        : "Parts of seconds that are written, be they zero, make the camera's clock count";
    case "altitude":
    case "focal_length":
      if (ours === null || warned("Altitude", "FocalLength")) return "Numbers that cannot be meant are unknown here";
      return undefined;
    case "crop":
      return "A crop that leaves its panorama is moved inside, or left out, here";
    case "make":
    case "model":
      return typeof ours === "string" && typeof theirs === "string" && theirs.startsWith(ours.slice(0, 3))
        ? "Text after a NUL character, and spaces around it, are left out here"
        : undefined;
    default:
      return undefined;
  }
}
