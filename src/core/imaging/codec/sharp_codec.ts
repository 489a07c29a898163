/** The native codec: libvips through sharp. */
import type { Sharp as Pipeline } from "sharp";
import { giveBackFreeMemory, limitFreeMemory } from "../../glibc_memory.ts";
import { messageOf } from "../../thrown.ts";
import { type Band, chooseStrategy, cutInside } from "./bands.ts";
import { CodecError, type Output, type PictureCodec, type RenderRequest, type Size } from "./codec.ts";
import { refuseOtherFormats, refuseTooManyPixels } from "./codec.ts";
import { sizeIfUpright, uprightExifBlock, withExifBlock } from "./exif_block.ts";
import { loadSharp, type Sharp } from "./load_sharp.ts";

/** Decoded pixels, row by row. */
interface Pixels extends Size {
  data: Uint8Array<ArrayBuffer>;
  channels: 1 | 2 | 3 | 4;
}

/** Renders with sharp: each call uses one thread of the process's pool, several calls run side by side. */
export class SharpCodec implements PictureCodec {
  readonly name = "sharp";

  readonly #sharp: Sharp;
  #running = 0;

  private constructor(sharp: Sharp) {
    this.#sharp = sharp;
  }

  /** @throws when sharp has no native library for this machine */
  static async open(): Promise<SharpCodec> {
    const sharp = await loadSharp();
    await limitFreeMemory();
    return new SharpCodec(sharp);
  }

  async render(source: Uint8Array, request: RenderRequest): Promise<Size> {
    this.#running++;
    try {
      return await this.#renderNow(source, request);
    } finally {
      if (--this.#running === 0) await giveBackFreeMemory();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  async #renderNow(source: Uint8Array, { maxPixels, plan, write }: RenderRequest): Promise<Size> {
    refuseOtherFormats(source);
    const size = sizeIfUpright(source) ?? await this.#measure(source);
    refuseTooManyPixels(size, maxPixels);
    const { fromFile, fromPixels } = chooseStrategy(size, plan(size));
    const encode = async (pipeline: Pipeline, output: Output) => {
      if (output.format === "webp") {
        return await write(output.name, await orCodecError(pipeline.webp({ quality: output.quality }).toBuffer()));
      }
      const jpeg = await orCodecError(pipeline.jpeg({ quality: output.quality, optimiseCoding: false }).toBuffer());
      const exif = output.keepsExif ? uprightExifBlock(source) : undefined;
      await write(output.name, exif ? withExifBlock(jpeg, exif) : jpeg);
    };
    for (const output of fromFile) await encode(shape(this.#file(source), output), output);
    for (const band of fromPixels) {
      const pixels = await this.#decode(source, size, band);
      try {
        for (const output of band.outputs) {
          await encode(shape(this.#pixels(pixels), { ...output, cut: cutInside(band, output) }), output);
        }
      } finally {
        // Frees the memory now, as the garbage collector does not hurry for buffers: they are small objects to it.
        pixels.data.buffer.transfer(0);
      }
    }
    return size;
  }

  async #measure(source: Uint8Array): Promise<Size> {
    const { autoOrient, format } = await orCodecError(this.#sharp(source, { limitInputPixels: false }).metadata());
    if (format !== "jpeg") throw new CodecError("The file is not a JPEG");
    return autoOrient;
  }

  #file(source: Uint8Array): Pipeline {
    // The limit was checked. Warnings of libjpeg are common with cameras and change no pixel.
    return this.#sharp(source, { limitInputPixels: false, failOn: "error" }).autoOrient();
  }

  #pixels({ data, width, height, channels }: Pixels): Pipeline {
    return this.#sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
  }

  async #decode(source: Uint8Array, size: Size, { left, top, width, height }: Band): Promise<Pixels> {
    const pipeline = this.#file(source);
    if (height < size.height) pipeline.extract({ left, top, width, height });
    const { data, info } = await orCodecError(pipeline.raw().toBuffer({ resolveWithObject: true }));
    // sharp allocates ordinary buffers, and gives raw pixels 1 to 4 channels.
    return { data: data as Uint8Array<ArrayBuffer>, width, height, channels: info.channels as Pixels["channels"] };
  }
}

function shape(pipeline: Pipeline, { scaledTo, cut }: Output): Pipeline {
  if (scaledTo) pipeline.resize({ ...scaledTo, fit: "fill" });
  if (cut) pipeline.extract(cut);
  return pipeline;
}

async function orCodecError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new CodecError(`The picture cannot be read: ${messageOf(cause)}`, { cause });
  }
}
