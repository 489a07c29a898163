/** What the viewers of indi-allsky read about the cameras. */
import { assetUrl } from "../json.ts";
import type { Kind } from "../../assets/kinds.ts";
import { assetPagePath } from "../pages/asset_page.tsx";
import { imageUrl } from "../../assets/paths.ts";
import type { VisibleAsset } from "../queries.ts";

/** An image or a clip in a list. */
export function entryJson(asset: VisibleAsset) {
  return {
    id: asset.id,
    url: assetUrl(asset),
    thumbnail_url: asset.thumbnail_path && imageUrl(asset.thumbnail_path),
    page: assetPagePath(asset),
    date: asset.wall_time.slice(0, 19),
    dayDate: asset.day_date,
    night: asset.night,
    width: asset.width,
    height: asset.height,
    detections: asset.detections,
    ...(asset.note === null ? {} : { note: asset.note }),
  };
}

const PRODUCTS: Partial<Record<Kind, string>> = {
  video: "timelapse",
  keogram: "keogram",
  startrail: "startrail",
  startrailvideo: "startrail_timelapse",
  panoramavideo: "panorama_timelapse",
};

/** The kinds that make up a row of products. */
// keys() forgets which names there are.
export const PRODUCT_KINDS = Object.keys(PRODUCTS) as Kind[];

/** Measures that are sent with a timelapse. */
const MEASURES = [
  "max_kpindex",
  "max_ovation_max",
  "max_smoke_rating",
  "max_stars",
  "avg_stars",
  "max_moonphase",
  "avg_sqm",
];

/** Videos and pictures, one row per day or night, in the given order. */
export function productRowsJson(assets: VisibleAsset[]) {
  const rows = Map.groupBy(assets, ({ day_date, night }) => `${day_date} ${night}`);
  return Array.from(rows.values(), (inRow) => ({
    dayDate: inRow[0]?.day_date,
    night: inRow[0]?.night,
    ...Object.fromEntries(inRow.map((asset) => [PRODUCTS[asset.kind], entryJson(asset)])),
    ...measuresOf(inRow.find(({ kind }) => kind === "video")),
  }));
}

function measuresOf(timelapse: VisibleAsset | undefined): Record<string, number | null> {
  const data = timelapse?.data ?? {};
  return Object.fromEntries(
    MEASURES.map((name) => [name, typeof data[name] === "number" ? data[name] : null]),
  );
}
