/** All targets by name. */
import type { OpenTarget } from "./target.ts";
import { cql2JsonTarget, cql2TextTarget } from "./targets/cql2.ts";
import { jpegTarget } from "./targets/jpeg.ts";
import { jpegBlurTarget } from "./targets/jpeg_blur.ts";
import { multipartTarget } from "./targets/multipart.ts";
import { routesTarget } from "./targets/routes.ts";
import { wireTarget } from "./targets/wire.ts";

export const TARGETS: Readonly<Record<string, OpenTarget>> = {
  "jpeg": jpegTarget,
  "jpeg-blur": jpegBlurTarget,
  "cql2-text": cql2TextTarget,
  "cql2-json": cql2JsonTarget,
  "multipart": multipartTarget,
  "wire": wireTarget,
  "routes": routesTarget,
};
