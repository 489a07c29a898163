/** Blurring of faces and number plates by another server. */
export { blurPicture, type BlurredPicture, needsBlur, storeOfOriginal } from "./blur.ts";
export { recordBlur } from "./record.ts";
