/** Pictures to upload, made once for all servers, as bodies of requests ready to be sent. */
import { makePicture, type PictureOptions, walk } from "../../tests/support/pictures.ts";

/** A request body. */
export interface UploadBody {
  contentType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The pictures of a run. */
export interface Pictures {
  /** 360° pictures of 5760 × 2880 pixels and about 3.4 MB. */
  fullSize: UploadBody[];
  /** 640 × 320 pixels and about 50 KB. They count as 360°, by their camera and shape, so their thumbnails are scaled up. */
  small: UploadBody[];
  /** Lone pictures, each uploaded as a set of its own, so that there are collections to list. */
  lone: UploadBody[];
  /** As `fullSize`, some that are sent before anything is measured. */
  warmUp: UploadBody[];
}

/** Gives files of the size cameras make, as the noise of the generated pixels is weaker than theirs. */
const QUALITY = 90;
const FULL_SIZE: Partial<PictureOptions> = { width: 5760, height: 2880, projection: "equirectangular" };
const CAMERA: Partial<PictureOptions> = { make: "GoPro", model: "Max", quality: QUALITY };
const WARM_UP = 4;
/** As many as one page of the list of collections that is measured. */
const LONE = 50;
const BOUNDARY = "panoramax-bench";

/**
 * Makes walks of pictures, each of other bytes, all several metres and seconds apart: none is a duplicate of another, and
 * a walk is one collection.
 */
export async function makePictures(count: { fullSize: number; small: number }): Promise<Pictures> {
  return {
    fullSize: await makeWalk("full", count.fullSize, { ...FULL_SIZE, longitude: 2.1 }),
    small: await makeWalk("small", count.small, { width: 640, height: 320, longitude: 2.2, seed: 1000 }),
    lone: await makeWalk("lone", LONE, { width: 64, height: 32, longitude: 2.4, seed: 3000 }),
    warmUp: await makeWalk("warm", WARM_UP, { ...FULL_SIZE, longitude: 2.3, seed: 2000 }),
  };
}

async function makeWalk(name: string, count: number, options: Partial<PictureOptions>): Promise<UploadBody[]> {
  const bodies: UploadBody[] = [];
  for (const [index, picture] of walk(count, { ...CAMERA, ...options }).entries()) {
    bodies.push(await formBody(`${name}_${index + 1}.jpg`, await makePicture(picture)));
  }
  return bodies;
}

/** The body of a request that sends one file. */
export async function formBody(fileName: string, content: Uint8Array<ArrayBuffer>): Promise<UploadBody> {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n` +
    "Content-Type: image/jpeg\r\n\r\n";
  return {
    contentType: `multipart/form-data; boundary=${BOUNDARY}`,
    bytes: await new Blob([head, content, `\r\n--${BOUNDARY}--\r\n`]).bytes(),
  };
}
