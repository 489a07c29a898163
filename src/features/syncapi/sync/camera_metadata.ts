/** What a camera says about itself. */
import { z } from "zod";
import { freeForm, measure, text, truth, utcOffset, uuid, whole } from "./fields.ts";
import { checkMetadata } from "./metadata.ts";

const MEASURES = [
  "minExposure",
  "maxExposure",
  "minGain",
  "maxGain",
  "pixelSize",
  "latitude",
  "longitude",
  "alt",
  "az",
  "nightSunAlt",
  "lensFocalLength",
  "lensFocalRatio",
] as const;
const WHOLES = [
  "minBinning",
  "maxBinning",
  "width",
  "height",
  "bits",
  "elevation",
  "lensImageCircle",
  "lensOffsetX",
  "lensOffsetY",
  "cfa",
] as const;
const TEXTS = ["driver", "location", "owner", "lensName", "tz", "s3_prefix"] as const;
const TRUTHS = ["daytime_capture", "daytime_capture_save", "daytime_timelapse", "capture_pause"] as const;

function optional<K extends string, T extends z.ZodType>(names: readonly K[], schema: T) {
  // fromEntries() forgets the names.
  return Object.fromEntries(names.map((name) => [name, schema.optional()])) as Record<K, z.ZodOptional<T>>;
}

/** All other fields are dropped: ids, and settings that belong to this server, such as `hidden`. */
const camera = z.object({
  uuid,
  name: z.string().max(255),
  friendlyName: text.optional(),
  utc_offset: utcOffset.nullish(),
  data: freeForm.nullish(),
  ...optional(MEASURES, measure),
  ...optional(WHOLES, whole),
  ...optional(TEXTS, text),
  ...optional(TRUTHS, truth.nullable()),
});

/** What a camera says of itself when it connects. */
export interface CameraMetadata {
  uuid: string;
  name: string;
  friendlyName?: string | null;
  utcOffset?: number | null;
  data: Record<string, unknown>;
  /** All other fields that were sent, by name. */
  properties: Record<string, unknown>;
}

/** @throws SyncRefusal */
export function readCameraMetadata(metadata: unknown): CameraMetadata {
  const { uuid, name, friendlyName, utc_offset, data, ...properties } = checkMetadata(camera, metadata);
  return { uuid, name, friendlyName, utcOffset: utc_offset, data: data ?? {}, properties };
}

const cameraReference = z.object({ id: z.int(), camera_uuid: uuid });

/** The camera that a GET asks for. @throws SyncRefusal */
export function readCameraReference(metadata: unknown): { id: number; uuid: string } {
  const { id, camera_uuid } = checkMetadata(cameraReference, metadata);
  return { id, uuid: camera_uuid };
}
