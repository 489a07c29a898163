/** Decodes pictures for the detectors, and damaged ones for the blurring: by sharp, or by wasm-vips where sharp does not load. */
import { loadSharp } from "../imaging/codec/load_sharp.ts";
import { loadVips } from "../imaging/codec/load_vips.ts";
import { CodecError, type Rectangle, type Size } from "../imaging/codec/mod.ts";
import type { Pixels } from "./pixels.ts";
import { messageOf } from "../thrown.ts";

/** What of a picture to decode: a part of the upright picture, and the size it gets. */
export interface Wanted extends Size {
  part: Rectangle;
}

/** A picture whose header was read. */
export interface Picture {
  /** As stored. */
  stored: Size;
  /** Orientation applied. */
  upright: Size;
  /** EXIF orientation, 1 to 8. */
  orientation: number;
  /** Decodes, upright, in sRGB. */
  decode(wanted: Wanted): Promise<Pixels>;
  /**
   * A new file of what can be decoded of a damaged picture, as stored, without metadata; what is lost is grey.
   * @throws CodecError when nothing can
   */
  encodeAgain(): Promise<Uint8Array<ArrayBuffer>>;
}

/** Of files that are encoded again: no eye sees a difference, nor do blocks of colours share more than before. */
const QUALITY = 96;

/**
 * Decodes a JPEG file.
 * @throws CodecError when it cannot be read
 */
export type OpenPicture = (file: Uint8Array) => Promise<Picture>;

/**
 * Loads a decoder.
 * @param isCompiled whether this is a binary of `deno compile`; workers cannot ask
 */
export async function loadDecoder(isCompiled: boolean): Promise<OpenPicture> {
  return await withSharp(isCompiled).catch(() => withVips());
}

async function withSharp(isCompiled: boolean): Promise<OpenPicture> {
  const sharp = await loadSharp(isCompiled);
  return async (file) => {
    const open = () => sharp(file, { limitInputPixels: false, failOn: "error" });
    const { width, height, channels, orientation = 1, autoOrient } = await open().metadata();
    return {
      stored: { width, height },
      upright: autoOrient,
      orientation,
      async decode({ part, width, height }) {
        const pipeline = open().autoOrient();
        if (part.width < autoOrient.width || part.height < autoOrient.height) pipeline.extract(part);
        if (width !== part.width || height !== part.height) pipeline.resize({ width, height, fit: "fill" });
        const { data, info } = await orCodecError(() =>
          pipeline.toColourspace("srgb").removeAlpha().raw().toBuffer({ resolveWithObject: true })
        );
        return { data: info.channels === 1 ? tripled(data) : data, width, height };
      },
      async encodeAgain() {
        const lenient = sharp(file, { limitInputPixels: false, failOn: "none" });
        if (isRgb(channels)) lenient.keepIccProfile();
        return new Uint8Array(
          await orCodecError(() => lenient.jpeg({ quality: QUALITY, chromaSubsampling: "4:4:4" }).toBuffer()),
        );
      },
    };
  };
}

async function withVips(): Promise<OpenPicture> {
  const vips = await loadVips();
  return (file) => {
    using header = vips.Image.jpegloadBuffer(file);
    using turned = header.autorot();
    const orientation = header.getTypeof("orientation") ? header.getInt("orientation") : 1;
    const upright = { width: turned.width, height: turned.height };
    return Promise.resolve({
      stored: { width: header.width, height: header.height },
      upright,
      orientation,
      decode({ part, width, height }) {
        return orCodecError(() => {
          using image = vips.Image.jpegloadBuffer(file, { fail_on: "error" });
          using straight = image.autorot();
          using colours = straight.colourspace("srgb");
          using cut = colours.crop(part.left, part.top, part.width, part.height);
          using scaled = cut.thumbnailImage(width, { height, size: "force" });
          using opaque = scaled.hasAlpha() ? scaled.flatten() : scaled.copy();
          const data = new Uint8Array(opaque.writeToMemory());
          return { data: opaque.bands === 1 ? tripled(data) : data, width, height };
        });
      },
      encodeAgain() {
        return orCodecError(() => {
          using image = vips.Image.jpegloadBuffer(file, { fail_on: "none" });
          using colours = isRgb(image.bands) ? image.copy() : image.colourspace("srgb");
          return new Uint8Array(colours.jpegsaveBuffer({ Q: QUALITY, subsample_mode: "off", keep: "none" }));
        });
      },
    });
  };
}

/** Or grey. Inks become light, hence lose their colour profile. */
function isRgb(channels: number): boolean {
  return channels < 4;
}

function tripled(grey: Uint8Array): Uint8Array {
  const data = new Uint8Array(grey.length * 3);
  for (let pixel = 0; pixel < grey.length; pixel++) data.fill(grey[pixel] ?? 0, pixel * 3, pixel * 3 + 3);
  return data;
}

async function orCodecError<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new CodecError(`The picture cannot be read: ${messageOf(cause)}`, { cause });
  }
}
