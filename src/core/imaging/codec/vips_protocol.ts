/** What the wasm-vips codec and its worker say to each other: one picture at a time, in this order. */
import type { Output, Size } from "./codec.ts";

/** To the worker: `open`, then `outputs` when the size came back, then `next` after each file. */
export type ToWorker =
  | { kind: "open"; file: Uint8Array; maxPixels: number }
  | { kind: "outputs"; outputs: Output[] }
  | { kind: "next" };

/** From the worker: `ready` once, then for each picture `size`, any number of `file`, and `done`; or `refused`. */
export type FromWorker =
  | { kind: "ready" }
  | { kind: "size"; size: Size }
  | { kind: "file"; name: string; content: Uint8Array<ArrayBuffer> }
  | { kind: "done" }
  | { kind: "refused"; message: string };
