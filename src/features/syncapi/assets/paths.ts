/**
 * The paths of assets, which are also part of their addresses. The same as in indi-allsky. Files are stored next to the published
 * pictures, in a folder that no picture can have.
 */
import { ALLSKY_FOLDER } from "../../../core/storage/mod.ts";
import { dayOf, digitsOf } from "./camera_time.ts";
import { type Kind, kindOfNumber, KINDS } from "./kinds.ts";

/** What the path of an asset depends on. */
export interface PathParts {
  kind: Kind;
  /** Of the camera; already checked to be a UUID. */
  cameraUuid: string;
  /** The camera's id on this server. */
  cameraId: number;
  wallSeconds: number;
  /** The moment itself, whole seconds since 1970. */
  instantSeconds: number;
  /** `YYYYMMDD` */
  dayDate: string;
  night: boolean;
  /** With its dot; may be empty. */
  suffix: string;
  /** Of a thumbnail. */
  uuid?: string;
  /** The number of the kind that a thumbnail belongs to. */
  origin?: number | null;
}

const STILLS = {
  image: { folder: "exposures", prefix: "" },
  panoramaimage: { folder: "panoramas", prefix: "panorama_" },
  rawimage: { folder: "export", prefix: "raw_" },
  fitsimage: { folder: "fits", prefix: "" },
} as const;

/** The name in the file name, and what precedes the number at its end: two kinds lack the underscore in indi-allsky too. */
const PRODUCTS = {
  video: { name: "timelapse", separator: "_" },
  minivideo: { name: "minitimelapse", separator: "_" },
  keogram: { name: "keogram", separator: "_" },
  startrail: { name: "startrail", separator: "_" },
  startrailvideo: { name: "startrail_timelapse", separator: "" },
  panoramavideo: { name: "panorama_timelapse", separator: "" },
} as const;

/**
 * The path of an asset whose regular path is taken: in autumn, a clock at the camera shows one hour twice. The moment, in
 * seconds since 1970, tells the two apart: `ccd1_20241027_023000_1729989000.jpg`.
 */
export function secondPath(asset: PathParts): string {
  const path = assetPath(asset);
  return `${path.slice(0, path.length - asset.suffix.length)}_${asset.instantSeconds}${asset.suffix}`;
}

/** The path of an asset: `ccd_…/exposures/20240131/night/01_04/ccd1_20240201_045959.jpg`. */
export function assetPath(asset: PathParts): string {
  const { kind } = asset;
  const root = `ccd_${asset.cameraUuid}`;
  if (kind === "thumbnail") return `${root}/${thumbnailFolder(asset)}/thumbnails/${asset.uuid}${asset.suffix}`;
  const light = asset.night ? "night" : "day";
  if (isKeyOf(STILLS, kind)) {
    const { folder, prefix } = STILLS[kind];
    const digits = digitsOf(asset.wallSeconds);
    const day = dayOf(asset.wallSeconds, asset.night);
    const name = `${prefix}ccd${asset.cameraId}_${digits.slice(0, 8)}_${digits.slice(8)}${asset.suffix}`;
    return `${root}/${folder}/${day}/${light}/${hourFolder(digits)}/${name}`;
  }
  const { name, separator } = PRODUCTS[kind];
  const number = `${separator}${asset.wallSeconds}${asset.suffix}`;
  return `${root}/${asset.dayDate}/allsky-${name}_ccd${asset.cameraId}_${asset.dayDate}_${light}${number}`;
}

function isKeyOf<T extends object>(table: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(table, key);
}

function thumbnailFolder({ origin, dayDate, night, wallSeconds }: PathParts): string {
  const parent = origin === null || origin === undefined ? "image" : kindOfNumber(origin);
  if (parent !== "image" && parent !== "panoramaimage") return `timelapse/${dayDate}`;
  const folder = STILLS[parent].folder;
  return `${folder}/${dayDate}/${night ? "night" : "day"}/${hourFolder(digitsOf(wallSeconds))}`;
}

/** Day and hour, `31_23`. */
function hourFolder(digits: string): string {
  return `${digits.slice(6, 8)}_${digits.slice(8, 10)}`;
}

/** Two uploads of a camera with the same key and kind are the same asset. */
export function replaceKey({ kind, instantSeconds, dayDate, night, uuid = "" }: PathParts): string {
  switch (KINDS[kind].replace) {
    case "second":
      return digitsOf(instantSeconds);
    case "night":
      return `${dayDate} ${night ? "night" : "day"}`;
    case "uuid":
      return uuid;
  }
}

/**
 * The suffix of a file name, with its dot; empty unless it is plain letters and digits. Nothing else of a client's file name is
 * used.
 */
export function suffixOf(fileName: string): string {
  return /\.[A-Za-z0-9]{1,8}$/.exec(fileName)?.[0] ?? "";
}

/** The address of an asset, relative to the base of the SyncAPI. */
export function imageUrl(path: string): string {
  return `images/${path}`;
}

/** Whether a path in the permanent store is that of an asset. */
export function isStoredPath(path: string): boolean {
  return path.startsWith(`${ALLSKY_FOLDER}/`);
}
