/** What the program and the worker that blurs say to each other: one question at a time. */
import type { Part } from "./parts.ts";

/** How the worker is to work; sent once. */
export interface WorkerOptions {
  isCompiled: boolean;
  faceConfidence: number;
  scale: number;
  threads: number;
  /** Path of the operator's own model of plates. */
  plateModel?: string;
}

/** A picture to blur. */
export interface BlurRequest {
  file: Uint8Array;
  isEquirectangular: boolean;
  /** Larger pictures are refused. */
  maxPixels: number;
  /** Parts that are blurred whatever is found. */
  drawn: Part[];
  /** Whether to look for faces and plates too. */
  detects: boolean;
}

/**
 * What became of the other blocks. `copied`: their bits stay. `recoded`: their bits changed, but not what they show. `encoded`:
 * the picture was damaged, and what could be decoded of it is encoded again.
 */
export type BlurWay = "copied" | "recoded" | "encoded";

/** What the server sends to the worker that blurs: `open` comes first, then one request at a time. */
export type ToWorker =
  | { kind: "open"; options: WorkerOptions }
  | { kind: "load" }
  | { kind: "blur"; request: BlurRequest }
  | { kind: "close" };

/** `ready`, `loaded`, `blurred` and `closed` answer the four questions; `failed` any of them. */
export type FromWorker =
  | { kind: "ready" }
  | { kind: "loaded"; warning?: string }
  | { kind: "blurred"; file: Uint8Array<ArrayBuffer>; way: BlurWay; parts: Part[] }
  | { kind: "failed"; reason: "unavailable" | "picture" | "other"; message: string }
  | { kind: "closed" };
