/** Validates the metadata that come with an asset. Unknown fields are ignored. */
import { z } from "zod";
import { type CameraTime, dayOf, isDate, readCameraTime } from "../assets/camera_time.ts";
import { freeForm, measure, text, truth, truthOfPython, utcOffset, uuid, whole } from "./fields.ts";
import type { Kind } from "../assets/kinds.ts";
import { SyncRefusal } from "./refusal.ts";

const common = {
  camera_uuid: z.string(),
  createDate: z.number(),
  utc_offset: utcOffset,
  night: truth,
  // Stills that are sent again come without.
  dayDate: z.string().refine(isDate, "not a date").nullish(),
  data: freeForm.nullish(),
  width: whole.optional(),
  height: whole.optional(),
  s3_key: text.optional(),
  remote_url: text.optional(),
  thumbnail_uuid: text.optional(),
};

const still = { ...common, exposure: measure, gain: measure, binmode: whole, width: whole, height: whole };

const pixel = z.tuple([z.int(), z.int(), z.int()]);

const image = z.object({
  ...still,
  exp_elapsed: measure,
  process_elapsed: measure,
  temp: measure,
  adu: measure,
  stable: truth.nullable(),
  moonmode: truth.nullable(),
  moonphase: measure,
  adu_roi: truthOfPython,
  calibrated: truth.nullable(),
  sqm: measure,
  stars: whole,
  detections: whole,
  kpindex: measure.optional(),
  ovation_max: whole.optional(),
  smoke_rating: whole.optional(),
  exclude: truth.nullish(),
  // An image is not refused because its row of the keogram is invalid.
  keogram_pixels: z.array(pixel).length(5).nullish().catch(null),
});

const video = z.object({ ...common, framerate: measure.optional(), frames: whole.default(0) });
const dayProduct = z.object({ ...common, frames: whole.default(0) });
const thumbnail = z.object({ ...common, uuid, origin: whole.optional() });

const SCHEMAS = {
  image,
  panoramaimage: z.object({ ...still, exclude: truth.nullish() }),
  rawimage: z.object(still),
  fitsimage: z.object(still),
  video,
  panoramavideo: video,
  startrailvideo: video,
  minivideo: video.extend({
    note: z.string().max(100_000),
    targetDate: z.number(),
    startDate: z.number(),
    endDate: z.number(),
  }),
  keogram: dayProduct,
  startrail: dayProduct,
  thumbnail,
} as const satisfies Record<Kind, z.ZodObject>;

/** The fields of any kind. */
type Fields =
  & z.output<typeof dayProduct>
  & Partial<z.output<typeof image> & z.output<typeof thumbnail>>
  & Record<string, unknown>;

/** An asset as the client describes it. */
export interface AssetMetadata {
  kind: Kind;
  cameraUuid: string;
  time: CameraTime;
  utcOffset: number;
  /** `YYYYMMDD` */
  dayDate: string;
  night: boolean;
  width: number | null;
  height: number | null;
  s3Key: string | null;
  remoteUrl: string | null;
  /** undefined when the client did not send it, as when it sends an image again. */
  thumbnailUuid?: string | null;
  /** Of a thumbnail. */
  uuid?: string;
  origin?: number | null;
  /** What images are searched and charted by. */
  measures: {
    exposure: number | null;
    gain: number | null;
    temp: number | null;
    sqm: number | null;
    stars: number | null;
    detections: number | null;
    moonphase: number | null;
    excluded: boolean;
  };
  /** Row of a keogram of the year: seconds since 1970 and 15 colour values. */
  keogramRow?: { ts: number; pixels: number[] };
  /** The other fields of the kind, by their names. */
  properties: Record<string, unknown>;
  data: Record<string, unknown>;
}

/** @throws SyncRefusal naming the first field that is missing or wrong */
export function readAssetMetadata(kind: Kind, metadata: unknown): AssetMetadata {
  // A field has the same type in every schema that has it.
  const fields = checkMetadata(SCHEMAS[kind], metadata) as Fields;
  const { camera_uuid, createDate, utc_offset, night, dayDate, data, width, height, ...others } = fields;
  const { s3_key, remote_url, thumbnail_uuid, uuid, origin, keogram_pixels, ...specific } = others;
  const { exposure, gain, temp, sqm, stars, detections, moonphase, exclude, ...properties } = specific;
  const time = readTime("createDate", createDate, utc_offset);
  return {
    kind,
    cameraUuid: camera_uuid.toLowerCase(),
    time,
    utcOffset: utc_offset,
    dayDate: dayDate ?? dayOf(time.wallSeconds, night),
    night,
    width: width ?? null,
    height: height ?? null,
    s3Key: s3_key || null,
    remoteUrl: remote_url || null,
    thumbnailUuid: thumbnail_uuid?.toLowerCase() ?? thumbnail_uuid,
    uuid,
    origin,
    measures: {
      exposure: exposure ?? null,
      gain: gain ?? null,
      temp: temp ?? null,
      sqm: sqm ?? null,
      stars: stars ?? null,
      detections: detections ?? null,
      moonphase: moonphase ?? null,
      excluded: exclude ?? false,
    },
    ...(keogram_pixels?.length ? { keogramRow: { ts: Math.trunc(createDate), pixels: keogram_pixels.flat() } } : {}),
    properties: { ...withWallTimes(properties, utc_offset), ...(origin === undefined ? {} : { origin }) },
    data: data ?? {},
  };
}

/** The times of a short clip are stored as the clock at the camera showed them, like all other times. */
function withWallTimes(properties: Record<string, unknown>, utcOffset: number): Record<string, unknown> {
  const shown = { ...properties };
  for (const name of ["targetDate", "startDate", "endDate"]) {
    const seconds = properties[name];
    if (typeof seconds === "number") shown[name] = readTime(name, seconds, utcOffset).wall.replace(" ", "T");
  }
  return shown;
}

function readTime(field: string, seconds: number, utcOffset: number): CameraTime {
  const time = readCameraTime(seconds, utcOffset);
  if (!time) throw new SyncRefusal("invalid_metadata", `${field}: not a valid time`);
  return time;
}

/** The asset that a GET or DELETE refers to. */
export interface AssetReference {
  id: number;
  cameraUuid: string;
  utcOffset?: number | null;
}

const reference = z.object({ id: z.int(), camera_uuid: z.string(), utc_offset: utcOffset.nullish() });

/** @throws SyncRefusal */
export function readAssetReference(metadata: unknown): AssetReference {
  const { id, camera_uuid, utc_offset } = checkMetadata(reference, metadata);
  return { id, cameraUuid: camera_uuid.toLowerCase(), utcOffset: utc_offset };
}

/** @throws SyncRefusal naming the first field that is missing or wrong */
export function checkMetadata<T extends z.ZodType>(schema: T, metadata: unknown): z.output<T> {
  const result = schema.safeParse(metadata);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SyncRefusal("invalid_metadata", issue && `${issue.path.join(".")}: ${issue.message}`);
}
