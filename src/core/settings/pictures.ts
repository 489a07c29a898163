/** Settings of the processing of pictures. */
import { availableParallelism } from "node:os";
import { isCronPattern } from "./backups.ts";
import { anyText, flag, integer, oneOf, setting, webUrl } from "./values.ts";

/** JPEG cannot hold more: 65,535 pixels on each side (ISO/IEC 10918-1). */
const MOST_PIXELS = 65_535 ** 2;

/** Pictures that a process works on at the same time, at most one per core. -1 means all cores. */
const threads = integer(1, "a number of threads (-1: one per core, 0: none)", { min: -1, max: 1024 })
  .transform((wanted) => {
    const cores = availableParallelism();
    return wanted < 0 ? cores : Math.min(wanted, cores);
  });

/** Settings of pictures: bounds, derivates, blurring. */
export const pictureSettings = {
  PICTURE_CODEC: oneOf(["auto", "sharp", "wasm-vips"], "auto"),
  PICTURE_MAX_PIXELS: integer(150_000_000, "a number of pixels", { min: 1, max: MOST_PIXELS }),
  PICTURE_MAX_BYTES: integer(256 * 1024 * 1024, "a number of bytes", { min: 1, max: Number.MAX_SAFE_INTEGER }),
  PICTURE_WEBP: flag(false),
  PICTURE_PROCESS_DERIVATES_STRATEGY: oneOf(["ON_DEMAND", "PREPROCESS"], "ON_DEMAND"),
  PICTURE_PROCESS_THREADS_LIMIT: threads,
  PICTURE_PROCESS_NB_RETRIES: integer(5, "a number of retries", { min: 0, max: 100 }),
  PICTURE_PROCESS_KEEP_UNBLURRED_PARTS: flag(false),
  PICTURE_PROCESS_REFRESH_CRON: setting<string, string>("0 2 * * *", "a cron pattern such as '0 2 * * *'", (text) => {
    return isCronPattern(text) ? text : undefined;
  }),
  SCRUB_BYTES_PER_SECOND: integer(-1, "a number of bytes (0: never)", { min: -1, max: Number.MAX_SAFE_INTEGER }),
  SCRUB_DAYS: integer(30, "a number of days", { min: 1, max: 3650 }),
  BLUR: oneOf(["builtin", "off"], "off"),
  BLUR_FACE_CONFIDENCE: share(0.25),
  BLUR_SCALE: share(1),
  BLUR_THREADS: integer(1, "a number of threads", { min: 1, max: 1024 }),
  BLUR_PLATE_MODEL: anyText,
  PICTURE_KEEP_UNBLURRED: setting<number | "never", "never">("never", "'never' or a number of days", (text) => {
    return text === "never" ? text : /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
  }),
  API_BLUR_URL: webUrl,
  API_BLUR_TIMEOUT: integer(300, "a number of seconds", { min: 1, max: 86_400 }),
};

function share(fallback: number) {
  return setting<number, number>(fallback, "a number above 0, up to 1", (text) => {
    return /^[\d.]{1,20}$/.test(text) && Number(text) > 0 && Number(text) <= 1 ? Number(text) : undefined;
  });
}
