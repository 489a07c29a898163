/** Makes the timelapse of a night from its images, for cameras that send images alone. */
import { createHash } from "node:crypto";
import { encodeFilm } from "../../../core/imaging/film/mod.ts";
import type { Services } from "../../../core/services.ts";
import { allskyPath, type Store } from "../../../core/storage/mod.ts";
import { readAssetMetadata } from "../sync/metadata.ts";
import { storeAsset } from "../sync/store_asset.ts";
import { findTimelapseCamera, hasTimelapse, listTimelapseImages, type Night, type TimelapseImage } from "./queries.ts";

/** Of the films that cameras make. */
const LONGEST_SIDE = 1080;

/** Why there is no timelapse. */
export type TimelapseProblem = "unknown camera" | "exists" | "no images";

/** A timelapse that was made. */
export interface Timelapse {
  frames: number;
  skipped: number;
  width: number;
  height: number;
  size: number;
}

/** Makes a timelapse and stores it as if the camera had sent it. @param replaces whether one that is there is replaced */
export async function makeTimelapse(
  { sql, stores }: Pick<Services, "sql" | "stores">,
  night: Night,
  { framesPerSecond, replaces }: { framesPerSecond: number; replaces: boolean },
): Promise<Timelapse | TimelapseProblem> {
  const camera = await findTimelapseCamera(sql, night.cameraId);
  if (!camera) return "unknown camera";
  if (!replaces && await hasTimelapse(sql, night)) return "exists";
  const images = await listTimelapseImages(sql, night);
  const last = images.at(-1);
  const film = await encodeFilm(readImages(stores.permanent, images), { framesPerSecond, longestSide: LONGEST_SIDE });
  if (!film || !last) return "no images";
  const { bytes, ...made } = film;
  const metadata = readAssetMetadata("video", {
    camera_uuid: camera.uuid,
    createDate: last.time,
    utc_offset: last.utc_offset,
    night: night.night,
    dayDate: night.day.replaceAll("-", ""),
    width: film.width,
    height: film.height,
    framerate: framesPerSecond,
    frames: film.frames,
  });
  await using upload = await stores.permanent.createUpload();
  await upload.write(bytes);
  const media = { upload, sha256: createHash("sha256").update(bytes).digest(), suffix: ".webm" };
  await storeAsset({ sql, stores }, camera, metadata, media, { mayReplace: replaces });
  return { ...made, size: bytes.length };
}

async function* readImages(store: Store, images: TimelapseImage[]): AsyncGenerator<Uint8Array> {
  for (const { path } of images) {
    const bytes = await store.read(allskyPath(path));
    if (bytes) yield bytes;
  }
}
