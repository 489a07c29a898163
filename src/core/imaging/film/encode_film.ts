/**
 * Makes films of pictures: VP9 in WebM, by libvpx and FFmpeg's muxer as WebAssembly. VP9 is free of royalties, every browser
 * plays it, and nothing native has to be there.
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { loadSharp } from "../codec/mod.ts";
import { toYuv420 } from "./yuv.ts";

const PACKAGE = "@libav.js/variant-webm-vp9";
/** Quality, from 0 to 63: stars stay, most of the noise of the sensor goes. */
const QUALITY = "34";
/** How much effort is saved, of 0 to 9: 6 takes over four times as long as 8, for files of the same size. */
const HASTE = "8";
const YUV420 = 0;

/** What a film is like. */
export interface FilmOptions {
  framesPerSecond: number;
  /** Pixels. The first picture tells the shape; it is not enlarged. */
  longestSide: number;
}

/** A film, and of how many pictures it was made. */
export interface Film {
  bytes: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
  frames: number;
  /** Pictures that could not be read. */
  skipped: number;
}

/** @returns undefined when fewer than two of the pictures could be read @param pictures JPEG, PNG or WebP, in order */
export async function encodeFilm(
  pictures: AsyncIterable<Uint8Array>,
  { framesPerSecond, longestSide }: FilmOptions,
): Promise<Film | undefined> {
  const sharp = await loadSharp();
  let encoder: Encoder | undefined, width = 0, height = 0, frames = 0, skipped = 0;
  try {
    for await (const picture of pictures) {
      const size = encoder
        ? { width, height, fit: "contain" } as const
        : { width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true } as const;
      const decoded = await sharp(picture).rotate().resize(size).flatten().toColourspace("srgb").removeAlpha().raw()
        .toBuffer({ resolveWithObject: true }).catch(() => undefined);
      if (!decoded || decoded.info.channels !== 3) {
        skipped++;
        continue;
      }
      const { data, info } = decoded;
      if (!encoder) {
        // The colours of four pixels are stored together.
        width = info.width - info.width % 2;
        height = info.height - info.height % 2;
        encoder = await startEncoder(width, height, framesPerSecond);
      }
      await encoder.add(toYuv420(data, info.width, width, height), frames++);
    }
    if (!encoder || frames < 2) return undefined;
    return { bytes: await encoder.finish(), width, height, frames, skipped };
  } finally {
    encoder?.stop();
  }
}

interface Encoder {
  add(yuv: Uint8Array, number: number): Promise<void>;
  finish(): Promise<Uint8Array<ArrayBuffer>>;
  stop(): void;
}

async function startEncoder(width: number, height: number, framesPerSecond: number): Promise<Encoder> {
  const { default: wrapper } = await import("@libav.js/variant-webm-vp9");
  const base = dirname(fileURLToPath(import.meta.resolve(PACKAGE)));
  const libav = await wrapper.LibAV({ noworker: true, nothreads: true, base });
  // Otherwise each film begins with the version of its encoder.
  await libav.av_log_set_level(libav.AV_LOG_ERROR);
  const [, context, frame, packet] = await libav.ff_init_encoder("libvpx-vp9", {
    ctx: { bit_rate: 0, pix_fmt: YUV420, width, height },
    time_base: [1, framesPerSecond],
    options: { deadline: "realtime", "cpu-used": HASTE, crf: QUALITY, b: "0" },
  });
  const film = "film.webm";
  const [muxer, , output] = await libav.ff_init_muxer({ filename: film, open: true }, [[context, 1, framesPerSecond]]);
  await libav.avformat_write_header(muxer, 0);
  const layout = [
    { offset: 0, stride: width },
    { offset: width * height, stride: width / 2 },
    { offset: width * height * 1.25, stride: width / 2 },
  ];
  return {
    async add(data, number) {
      const picture = { data, layout, format: YUV420, pts: number, ptshi: 0, width, height };
      await libav.ff_write_multi(muxer, packet, await libav.ff_encode_multi(context, frame, packet, [picture]));
    },
    async finish() {
      await libav.ff_write_multi(muxer, packet, await libav.ff_encode_multi(context, frame, packet, [], true));
      await libav.av_write_trailer(muxer);
      await libav.ff_free_muxer(muxer, output);
      return new Uint8Array(await libav.readFile(film));
    },
    stop: () => libav.terminate(),
  };
}
