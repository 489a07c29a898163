/** What people call the kinds of assets. */
import type { Kind } from "../../kinds.ts";

export const KIND_TITLES: Record<Kind, string> = {
  image: "Image",
  video: "Timelapse",
  keogram: "Keogram",
  startrail: "Star trails",
  startrailvideo: "Film of the star trails",
  rawimage: "Raw image",
  fitsimage: "FITS image",
  panoramaimage: "Panorama",
  panoramavideo: "Film of the panoramas",
  thumbnail: "Thumbnail",
  minivideo: "Clip",
};
