/** What scripts and pages read of the cameras, in the form of indi-allsky. */
import { remoteAddress } from "../remote_address.ts";
import { imageUrl } from "../stored_path.ts";
import type { VisibleAsset, VisibleCamera } from "./queries.ts";

/** Where an asset is: relative to the base of the SyncAPI, or elsewhere. */
export function assetUrl(asset: VisibleAsset): string {
  const isWantedElsewhere = asset.prefers_remote || !asset.has_file;
  return (isWantedElsewhere ? remoteAddress(asset) : undefined) ?? imageUrl(asset.path);
}

/** What `js/latest` answers. @param isDay whether images taken by day are asked for */
export function latestJson(
  asset: VisibleAsset | undefined,
  camera: VisibleCamera,
  { isDay, seconds }: { isDay: boolean; seconds: number },
) {
  if (asset) return { url: assetUrl(asset), width: asset.width, height: asset.height, message: "" };
  return { url: null, width: 1, height: 1, message: whyNone(camera, isDay, seconds) };
}

function whyNone({ properties }: VisibleCamera, isDay: boolean, seconds: number): string {
  if (properties.capture_pause === true) return "Image capture is paused";
  const savesByDay = properties.daytime_capture !== false && properties.daytime_capture_save !== false;
  if (isDay && !savesByDay) return "Images taken by day are not saved";
  return `No image for ${Math.round(seconds / 60)} minutes`;
}

/** What `js/loop` answers. @param assets newest first */
export function loopJson(assets: VisibleAsset[]) {
  return {
    message: assets.length === 0 ? "No images" : "",
    image_list: assets.map((asset) => ({
      url: assetUrl(asset),
      width: asset.width,
      height: asset.height,
      timestamp: Math.floor(millisecondsOf(asset.taken_at) / 1000),
      jsqm: asset.sqm,
      stars: asset.stars,
      detections: asset.detections,
    })),
    jsqm_data: statistics(assets.map(({ sqm }) => sqm)),
    stars_data: statistics(assets.map(({ stars }) => stars)),
  };
}

/** Of what was measured at all; zeros when nothing was. */
function statistics(newestFirst: (number | null)[]) {
  const values = newestFirst.filter((value) => value !== null);
  if (values.length === 0) return { max: 0, min: 0, avg: 0, last: 0 };
  const avg = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { max: Math.max(...values), min: Math.min(...values), avg, last: values[0] };
}

/** What `js/charts` answers. @param assets newest first */
export function chartsJson(assets: VisibleAsset[]) {
  const inTime = assets.toReversed();
  const line = (read: (asset: VisibleAsset) => number | null) =>
    inTime.map((asset) => ({ x: asset.wall_time.slice(11, 19), y: read(asset) }));
  const custom = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`custom_${i + 1}`, []]));
  return {
    chart_data: {
      jsqm: line(({ sqm }) => sqm),
      jsqm_d: line(({ sqm }) => sqm).map(({ x, y }, i, all) => ({ x, y: difference(y, all[i - 1]?.y) })),
      stars: line(({ stars }) => stars),
      temp: line(({ temp }) => temp),
      gain: line(({ gain }) => gain),
      exp: line(({ exposure }) => exposure),
      detection: line(({ detections }) => detections ? 1 : 0),
      ...custom,
      histogram: {},
    },
    message: assets.length === 0 ? "No images" : "",
  };
}

function difference(value: number | null, before: number | null | undefined): number | null {
  return value === null || before === null || before === undefined ? null : value - before;
}

/** @param timestamp PostgreSQL text in UTC */
export function millisecondsOf(timestamp: string): number {
  return Date.parse(timestamp.replace(" ", "T").replace(/\+00$/, "Z"));
}
