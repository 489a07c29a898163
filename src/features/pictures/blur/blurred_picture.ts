import type { BlurWay, Part } from "../../../core/blurring/mod.ts";
import type { Size } from "../../../core/imaging/codec/mod.ts";
import type { BlurMetadata } from "./detections.ts";

/** What blurring a picture brought. */
export interface BlurredPicture {
  /** Pixels as stored. */
  size: Size;
  metadata: BlurMetadata;
  /** What this program blurred; undefined when only another server did. */
  parts?: Part[];
  /** What became of the rest of the picture meanwhile. */
  way?: BlurWay;
  /** This program looked for faces and plates. */
  isSearched?: boolean;
}
