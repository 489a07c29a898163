/** Making JPEG files out of a JPEG file. */
export { CodecError, type Output, type PictureCodec, type Rectangle, type RenderRequest, type Size } from "./codec.ts";
export { openCodec } from "./open.ts";
export { loadSharp } from "./load_sharp.ts";
