/** An image of a camera as a STAC item; the mapping is explained in docs/allsky-stac.md. */
import { isoOffset } from "../../../core/db/timestamps.ts";
import { collectionUrl, itemUrl, type JsonContext, MEDIA_TYPES, rootLink } from "../../stac/mod.ts";
import type { Kind } from "../assets/kinds.ts";
import { mediaType } from "../view/media_type.ts";
import { imageUrl } from "../assets/paths.ts";
import { remoteAddress } from "../assets/remote_address.ts";
import type { ImageRow, ItemFileRow } from "./queries.ts";

const EXTENSIONS = ["https://stac-extensions.github.io/file/v2.1.0/schema.json"];

/** The assets next to the image: their names, titles and roles. */
const OTHERS: Partial<Record<Kind, { name: string; title: string; role: string }>> = {
  thumbnail: { name: "thumb", title: "Thumbnail", role: "thumbnail" },
  video: { name: "timelapse", title: "Timelapse of the same night or day", role: "overview" },
  keogram: { name: "keogram", title: "Keogram of the same night or day", role: "overview" },
  startrail: { name: "startrail", title: "Star trails of the same night", role: "overview" },
  startrailvideo: { name: "startrail_timelapse", title: "Star trail timelapse of the same night", role: "overview" },
  panoramavideo: {
    name: "panorama_timelapse",
    title: "Panoramic timelapse of the same night or day",
    role: "overview",
  },
};

/** The item as JSON (STAC 1.0). */
export function imageItem(row: ImageRow, { base }: JsonContext) {
  const collection = collectionUrl(base, row.camera_uuid);
  const coordinates = pointOf(row);
  return {
    type: "Feature",
    stac_version: "1.0.0",
    stac_extensions: EXTENSIONS,
    id: row.item_id,
    collection: row.camera_uuid,
    geometry: coordinates ? { type: "Point", coordinates } : null,
    ...(coordinates ? { bbox: [coordinates[0], coordinates[1], coordinates[0], coordinates[1]] } : {}),
    properties: {
      datetime: isoOffset(row.taken_at),
      updated: isoOffset(row.received_at),
      instruments: [row.camera],
      "allsky:local_time": row.wall_time.replace(" ", "T"),
      "allsky:night": row.night,
      "allsky:day_date": row.day_date,
      "allsky:exposure": row.exposure,
      "allsky:gain": row.gain,
      "allsky:sensor_temperature": row.temp,
      "allsky:sqm": row.sqm,
      "allsky:stars": row.stars,
      "allsky:moon_phase": row.moonphase,
      "allsky:width": row.width,
      "allsky:height": row.height,
    },
    assets: assetsOf(row, base),
    links: [
      { rel: "self", type: MEDIA_TYPES.geoJson, href: itemUrl(base, row.camera_uuid, row.item_id) },
      { rel: "parent", type: MEDIA_TYPES.json, href: collection },
      { rel: "collection", type: MEDIA_TYPES.json, href: collection },
      rootLink(base),
    ],
  };
}

/** Longitude and latitude in WGS 84; undefined when the camera does not send them, or sends impossible ones. */
export function pointOf(
  { longitude, latitude }: { longitude: unknown; latitude: unknown },
): [number, number] | undefined {
  if (typeof longitude !== "number" || typeof latitude !== "number") return undefined;
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? [longitude, latitude] : undefined;
}

function assetsOf(row: ImageRow, base: string) {
  const others = row.others.flatMap((other) => {
    const known = OTHERS[other.kind];
    if (!known) return [];
    return [[known.name, assetJson({ ...other, s3_prefix: row.s3_prefix }, base, known.title, known.role)]];
  });
  return { image: assetJson(row, base, "Image of the whole sky", "data"), ...Object.fromEntries(others) };
}

function assetJson(asset: ItemFileRow, base: string, title: string, role: string) {
  const local = `${base}/${imageUrl(asset.path)}`;
  return {
    title,
    roles: [role],
    type: mediaType(asset.path),
    href: asset.has_file ? local : remoteAddress(asset) ?? local,
    ...(asset.has_file ? { "file:size": asset.file_size } : {}),
  };
}
