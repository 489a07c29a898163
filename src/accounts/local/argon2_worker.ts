/// <reference lib="deno.worker" />
/** Hashes one password by Argon2id (RFC 9106), away from the main thread: it is meant to take long. */
import { argon2id } from "hash-wasm";
import type { Argon2Job } from "./argon2.ts";

self.onmessage = async ({ data }: MessageEvent<Argon2Job>) => {
  const { password, salt, iterations, memory, parallelism } = data;
  self.postMessage(
    await argon2id({
      password,
      salt,
      iterations,
      memorySize: memory,
      parallelism,
      hashLength: 32,
      outputType: "encoded",
    }),
  );
};
