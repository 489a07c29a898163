/** What scripts and pages read about the cameras, in the form of indi-allsky. */
import type { Say } from "../../../core/messages/mod.ts";
import { remoteAddress, type RemotePlace } from "../assets/remote_address.ts";
import { imageUrl } from "../assets/paths.ts";
import type { VisibleAsset, VisibleCamera } from "./queries.ts";

/** The address of an asset: relative to the base of the SyncAPI, or absolute when it is elsewhere. */
export function assetUrl(
  asset: Pick<VisibleAsset, "path" | "has_file" | "prefers_remote" | keyof RemotePlace>,
): string {
  const isWantedElsewhere = asset.prefers_remote || !asset.has_file;
  return (isWantedElsewhere ? remoteAddress(asset) : undefined) ?? imageUrl(asset.path);
}

/** The answer of `js/latest`. @param isDay whether the request is for images taken by day */
export function latestJson(
  asset: VisibleAsset | undefined,
  camera: VisibleCamera,
  { isDay, seconds }: { isDay: boolean; seconds: number },
  say: Say,
) {
  if (asset) return { url: assetUrl(asset), width: asset.width, height: asset.height, message: "" };
  return { url: null, width: 1, height: 1, message: reasonForNoImage(camera, isDay, seconds, say) };
}

function reasonForNoImage({ properties }: VisibleCamera, isDay: boolean, seconds: number, say: Say): string {
  if (properties.capture_pause === true) return say("syncapi.capture_paused");
  const savesByDay = properties.daytime_capture !== false && properties.daytime_capture_save !== false;
  if (isDay && !savesByDay) return say("syncapi.day_not_saved");
  return say("syncapi.no_image_for_minutes", { minutes: Math.round(seconds / 60) });
}

/** The answer of `js/loop`. @param assets newest first */
export function loopJson(assets: VisibleAsset[], say: Say) {
  return {
    message: assets.length === 0 ? say("syncapi.no_images") : "",
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

/** Statistics of the values that were measured; zeros when there are none. */
function statistics(newestFirst: (number | null)[]) {
  const values = newestFirst.filter((value) => value !== null);
  if (values.length === 0) return { max: 0, min: 0, avg: 0, last: 0 };
  const avg = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { max: Math.max(...values), min: Math.min(...values), avg, last: values[0] };
}

/** The answer of `js/charts`. @param assets newest first */
export function chartsJson(assets: VisibleAsset[], say: Say) {
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
    message: assets.length === 0 ? say("syncapi.no_images") : "",
  };
}

function difference(value: number | null, before: number | null | undefined): number | null {
  return value === null || before === null || before === undefined ? null : value - before;
}

/** @param timestamp PostgreSQL text in UTC */
export function millisecondsOf(timestamp: string): number {
  return Date.parse(timestamp.replace(" ", "T").replace(/\+00$/, "Z"));
}
