/** Reading the structure of JPEG files. */
export { InvalidJpegError, type JpegHeader, type JpegSegment, readJpegHeader } from "./header.ts";
export { APP0, APP1, APP13, COMMENT } from "./markers.ts";
export { ImageEndDetector, isCompleteJpeg } from "./image_end.ts";
export { mostPixelsOf, type Undecodable, undecodable } from "./decodable.ts";
export { type FileFormat, FORMAT_BYTES, readFileFormat } from "./file_format.ts";
export { withMetadataOf } from "./with_metadata.ts";
export { blurJpeg, type BlurredJpeg, type Box } from "./blur/mod.ts";
