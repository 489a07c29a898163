/** Blurring of JPEG files: no broken file comes out, and nothing but the boxes changes. */
import sharp from "sharp";
import { blurJpeg } from "../../src/core/jpeg/blur/mod.ts";
import { InvalidJpegError } from "../../src/core/jpeg/mod.ts";
import { assertOnlyBlurredInside } from "../../tests/core/jpeg/blur/blocks.ts";
import { encodeJpeg } from "../../tests/core/jpeg/blur/encode_jpeg.ts";
import { makePicture } from "../../tests/support/pictures.ts";
import { mutateBytes } from "../mutate.ts";
import { readerTarget } from "../reader.ts";
import type { Target } from "../target.ts";

const BOXES = [{ x: 9, y: 3, width: 20, height: 14 }, { x: 40, y: -2, width: 30, height: 12 }];
/** Changed headers ask for pictures of any size: what they would take is not what is looked for here. */
const MOST_PIXELS = 1_000_000;

export async function jpegBlurTarget(): Promise<Target> {
  const picture = await makePicture({ width: 64, height: 32, latitude: 1, longitude: 1 });
  const block = (component: number, index: number) => [component * 9 + index % 7, index % 3, 0, -1];
  const pictures = [
    picture,
    new Uint8Array(await sharp(picture).jpeg({ progressive: true }).toBuffer()),
    new Uint8Array(await sharp(picture).jpeg({ chromaSubsampling: "4:4:4", optimiseCoding: true }).toBuffer()),
    encodeJpeg({ width: 64, height: 32, sampling: [[2, 1], [1, 1], [1, 1]], restart: 2, block }),
    encodeJpeg({ width: 64, height: 32, sampling: [[1, 1], [1, 1], [1, 1], [1, 1]], restart: 3, block }),
  ];
  return readerTarget("jpeg-blur", (random) => mutateBytes(random.pick(pictures), random), blur, [InvalidJpegError]);
}

function blur(file: Uint8Array): void {
  const { bytes } = blurJpeg(file, BOXES, { maxPixels: MOST_PIXELS });
  assertOnlyBlurredInside(file, bytes, BOXES);
}
