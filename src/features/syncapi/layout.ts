/** Where files lie, below the folder of images, and thus their addresses. The same as in indi-allsky. */
import { dayOf, digitsOf } from "./camera_time.ts";
import { type Kind, kindOfNumber, KINDS } from "./kinds.ts";

/** What the place of an asset depends on. */
export interface Placed {
  kind: Kind;
  /** Of the camera; checked to be a UUID before. */
  cameraUuid: string;
  /** Id that this server gave the camera. */
  cameraId: number;
  wallSeconds: number;
  /** The moment itself, whole seconds since 1970. */
  instantSeconds: number;
  /** `YYYYMMDD` */
  dayDate: string;
  night: boolean;
  /** With its dot, or empty. */
  suffix: string;
  /** Of a thumbnail. */
  uuid?: string;
  /** Number of the kind that a thumbnail belongs to. */
  origin?: number | null;
}

const STILLS = {
  image: { folder: "exposures", prefix: "" },
  panoramaimage: { folder: "panoramas", prefix: "panorama_" },
  rawimage: { folder: "export", prefix: "raw_" },
  fitsimage: { folder: "fits", prefix: "" },
} as const;

/** Name in the file, and what stands before the number at its end: two kinds lack the underscore in indi-allsky too. */
const PRODUCTS = {
  video: { name: "timelapse", separator: "_" },
  minivideo: { name: "minitimelapse", separator: "_" },
  keogram: { name: "keogram", separator: "_" },
  startrail: { name: "startrail", separator: "_" },
  startrailvideo: { name: "startrail_timelapse", separator: "" },
  panoramavideo: { name: "panorama_timelapse", separator: "" },
} as const;

/**
 * The path of an asset whose path is taken already: in autumn, the clock beside a camera shows an hour twice. The moment, in
 * seconds since 1970, tells both apart: `ccd1_20241027_023000_1729989000.jpg`.
 */
export function secondPath(asset: Placed): string {
  const path = assetPath(asset);
  return `${path.slice(0, path.length - asset.suffix.length)}_${asset.instantSeconds}${asset.suffix}`;
}

/** The path of an asset: `ccd_…/exposures/20240131/night/01_04/ccd1_20240201_045959.jpg`. */
export function assetPath(asset: Placed): string {
  const { kind } = asset;
  const root = `ccd_${asset.cameraUuid}`;
  if (kind === "thumbnail") return `${root}/${thumbnailFolder(asset)}/thumbnails/${asset.uuid}${asset.suffix}`;
  const light = asset.night ? "night" : "day";
  if (kind in STILLS) {
    const { folder, prefix } = STILLS[kind as keyof typeof STILLS];
    const digits = digitsOf(asset.wallSeconds);
    const day = dayOf(asset.wallSeconds, asset.night);
    const name = `${prefix}ccd${asset.cameraId}_${digits.slice(0, 8)}_${digits.slice(8)}${asset.suffix}`;
    return `${root}/${folder}/${day}/${light}/${hourFolder(digits)}/${name}`;
  }
  const { name, separator } = PRODUCTS[kind as keyof typeof PRODUCTS];
  const number = `${separator}${asset.wallSeconds}${asset.suffix}`;
  return `${root}/${asset.dayDate}/allsky-${name}_ccd${asset.cameraId}_${asset.dayDate}_${light}${number}`;
}

function thumbnailFolder({ origin, dayDate, night, wallSeconds }: Placed): string {
  const parent = origin === null || origin === undefined ? "image" : kindOfNumber(origin);
  if (parent !== "image" && parent !== "panoramaimage") return `timelapse/${dayDate}`;
  const folder = STILLS[parent].folder;
  return `${folder}/${dayDate}/${night ? "night" : "day"}/${hourFolder(digitsOf(wallSeconds))}`;
}

/** Day and hour, `31_23`. */
function hourFolder(digits: string): string {
  return `${digits.slice(6, 8)}_${digits.slice(8, 10)}`;
}

/** What makes two uploads of a camera the same asset, within their kind. */
export function replaceKey({ kind, instantSeconds, dayDate, night, uuid }: Placed): string {
  switch (KINDS[kind].replace) {
    case "second":
      return digitsOf(instantSeconds);
    case "night":
      return `${dayDate} ${night ? "night" : "day"}`;
    case "uuid":
      return uuid!;
  }
}

/**
 * The suffix of a file name, with its dot. It is all that is taken over from a client's name; what is no plain suffix is
 * left out.
 */
export function suffixOf(fileName: string): string {
  return /\.[A-Za-z0-9]{1,8}$/.exec(fileName)?.[0] ?? "";
}
