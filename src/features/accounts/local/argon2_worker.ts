/// <reference lib="deno.worker" />
/** Hashes passwords by Argon2id (RFC 9106), away from the main thread: it is meant to take long. */
import { argon2id } from "hash-wasm";

/** What to compute. */
export interface Argon2Job {
  password: string;
  salt: Uint8Array;
  iterations: number;
  /** KiB */
  memory: number;
  parallelism: number;
}

const HASH_BYTES = 32;

self.onmessage = async ({ data }: MessageEvent<Argon2Job>) => {
  const { memory: memorySize, ...job } = data;
  self.postMessage(await argon2id({ ...job, memorySize, hashLength: HASH_BYTES, outputType: "encoded" }));
};
