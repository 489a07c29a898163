/** The files derived from pictures: thumbnails, versions of 2048 pixels and tiles. */
export { type DerivablePicture, Derivates, type DerivatesOptions, MissingPictureError } from "./derivates.ts";
export type { DerivateKind } from "./sizes.ts";
