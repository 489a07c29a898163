/** Chooses the codec when the program starts. */
import { logger } from "../../log.ts";
import type { Settings } from "../../settings/mod.ts";
import type { PictureCodec } from "./codec.ts";
import { SharpCodec } from "./sharp_codec.ts";
import { VipsCodec } from "./vips_codec.ts";

/**
 * Opens a codec.
 * @param setting "auto" takes sharp where its native library loads, and wasm-vips otherwise
 * @throws when the codec asked for does not load
 */
export async function openCodec(setting: Settings["PICTURE_CODEC"]): Promise<PictureCodec> {
  if (setting === "wasm-vips") return await VipsCodec.open();
  if (setting === "sharp") return await SharpCodec.open();
  const log = logger("pictures");
  try {
    const codec = await SharpCodec.open();
    log.info("Pictures are processed by sharp");
    return codec;
  } catch (error) {
    log.warn("Pictures are processed by wasm-vips, about three times slower, as sharp does not load: {error}", {
      error,
    });
    return await VipsCodec.open();
  }
}
