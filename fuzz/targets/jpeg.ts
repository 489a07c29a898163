/** The reader of JPEG structure and metadata. */
import { ImageEndDetector, InvalidJpegError } from "../../src/core/jpeg/mod.ts";
import { MetadataError, readPictureMetadata } from "../../src/core/metadata/mod.ts";
import { makePicture, walk } from "../../tests/support/pictures.ts";
import { mutateBytes } from "../mutate.ts";
import { readerTarget } from "../reader.ts";
import type { Target } from "../target.ts";

export async function jpegTarget(): Promise<Target> {
  const options = walk(3, { width: 64, height: 32, make: "GoPro", model: "GoPro Max", heading: 12 });
  const pictures = await Promise.all(
    options.map((one, index) => makePicture(index === 0 ? { ...one, projection: "equirectangular" } : one)),
  );
  return readerTarget("jpeg", (random) => mutateBytes(random.pick(pictures), random), read, [
    InvalidJpegError,
    MetadataError,
  ]);
}

function read(bytes: Uint8Array<ArrayBuffer>): void {
  const detector = new ImageEndDetector();
  for (let at = 0; at < bytes.length; at += 37) detector.push(bytes.subarray(at, at + 37));
  readPictureMetadata(bytes, { fileName: "1.jpg", fileSize: bytes.length });
}
