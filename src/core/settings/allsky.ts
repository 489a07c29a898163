/** Settings of all-sky cameras. */
import { flag, integer, setting } from "./values.ts";

const DAYS = { min: 0, max: 36_500 };

/** Settings of all-sky cameras. */
export const allskySettings = {
  ALLSKY_PREFIX: setting<string, string>("/indi-allsky", "a path such as /indi-allsky", (text) => {
    const path = text.replace(/\/+$/, "");
    return /^(\/[\w.-]+)*$/.test(path) ? path : undefined;
  }),
  ALLSKY_MAX_BYTES: integer(4 * 1024 ** 3, "a number of bytes", { min: 1, max: Number.MAX_SAFE_INTEGER }),
  ALLSKY_REQUIRE_LOGIN: flag(false),
  ALLSKY_IMAGE_DAYS: integer(30, "a number of days (0: for ever)", DAYS),
  ALLSKY_RAW_DAYS: integer(10, "a number of days (0: for ever)", DAYS),
  ALLSKY_VIDEO_DAYS: integer(365, "a number of days (0: for ever)", DAYS),
};
