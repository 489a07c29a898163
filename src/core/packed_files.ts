/** Large files of packages. A binary contains them gzipped (`scripts/compile/contents.ts`), each as its name and `.gz`. */
import { Buffer } from "node:buffer";
import { gunzipSync } from "node:zlib";

/**
 * Reads a file, or what is packed next to where it would be.
 * @returns undefined when there is neither
 */
export async function readUnpacked(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const plain = await readIfPresent(path);
  if (plain) return plain;
  const packed = await readIfPresent(`${path}.gz`);
  return packed && unpack(packed);
}

/** @throws Error when there is neither; see `readUnpacked()` */
export async function readUnpackedOrThrow(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readUnpacked(path);
  if (!bytes) throw new Deno.errors.NotFound(path);
  return bytes;
}

/** Unpacks what is gzipped, of less than 4 GiB: at once, in half the time that pieces take. */
export function unpack(packed: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength).readUInt32LE(
    packed.length - SIZE_BYTES,
  );
  const { buffer, byteOffset, byteLength } = gunzipSync(packed, { chunkSize: Math.max(size + SPARE, LEAST_CHUNK) });
  // A cast: zlib allocates ordinary buffers.
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

/** A gzipped file ends with the size of its content. */
const SIZE_BYTES = 4;
/** Bytes: with room to spare, the end of the file needs no second chunk. */
const SPARE = 1024, LEAST_CHUNK = 4096;

/** Reads a file; undefined when there is none. */
export async function readIfPresent(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return await Deno.readFile(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
}
