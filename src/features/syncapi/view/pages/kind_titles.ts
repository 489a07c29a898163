/** What people call the kinds of assets. */
import type { MessageKey } from "../../../../core/messages/mod.ts";
import type { Kind } from "../../assets/kinds.ts";

/** What a page calls each kind. */
export const KIND_TITLES = {
  image: "syncapi.kind_image",
  video: "syncapi.kind_timelapse",
  keogram: "syncapi.kind_keogram",
  startrail: "syncapi.kind_star_trails",
  startrailvideo: "syncapi.kind_star_trails_video",
  rawimage: "syncapi.kind_raw",
  fitsimage: "syncapi.kind_fits",
  panoramaimage: "syncapi.kind_panorama",
  panoramavideo: "syncapi.kind_panorama_video",
  thumbnail: "syncapi.kind_thumbnail",
  minivideo: "syncapi.kind_clip",
} as const satisfies Record<Kind, MessageKey>;
