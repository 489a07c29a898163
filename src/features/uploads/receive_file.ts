/** Takes the one file of an upload from the network to the disk, without holding it. */
import { createHash } from "node:crypto";
import type { Patience } from "../../core/http/body_chunks.ts";
import { ApiError } from "../../core/http/errors.ts";
import { readMultipart } from "../../core/http/multipart.ts";
import { FORMAT_BYTES, ImageEndDetector } from "../../core/jpeg/mod.ts";
import { message } from "../../core/messages/mod.ts";
import { isOutOfSpace, type Store, type Upload, UploadTooLargeError } from "../../core/storage/mod.ts";

/** Bytes kept in memory for the metadata; a longer header is read again from the disk. */
const HEAD_BYTES = 512 * 1024;

/** A file on the disk, not yet under its final name. */
export interface ReceivedBytes {
  upload: Upload;
  /** Where the file will be. */
  store: Store;
  /** Bytes received. */
  size: number;
  /** MD5 of the bytes received, in the form of a UUID. */
  md5: string;
  /** The first bytes of the file. */
  head: Uint8Array;
  /** Whether the end of the image was seen: what was cut in the middle has none. */
  isComplete: boolean;
}

/** A file of a form. */
export interface ReceivedFile {
  name: string;
  /** Its first bytes, by which its format is recognised; at least `FORMAT_BYTES` of them if it has so many. */
  head: Uint8Array;
  /** Absent when its name is refused. */
  bytes?: ReceivedBytes;
}

/** What a form brought. `file` is absent when none was sent. */
export interface ReceivedForm {
  fields: Map<string, string>;
  file?: ReceivedFile;
}

/** What a form may bring. */
export interface Reception {
  /** The field of the file. */
  fieldName: string;
  maxBytes: number;
  /** Whether a file of this name is wanted; the bytes of others are not kept. */
  accepts: (name: string) => boolean;
  /** How slow the client may be, where it is not as everywhere. */
  patience?: Patience;
}

/**
 * Reads a form with one file.
 * @param store where the file will live
 * @throws ApiError 413 for a file larger than `maxBytes`, 408 for one that comes too slowly, 400 for a broken form
 */
export async function receiveForm(
  request: Request,
  store: Store,
  { fieldName, maxBytes, accepts, patience }: Reception,
): Promise<ReceivedForm> {
  let file: ReceivedForm["file"];
  try {
    const fields = await readMultipart(request, async ({ field, fileName, bytes }) => {
      if (field !== fieldName || file) return void await skip(bytes);
      if (accepts(fileName)) {
        const received = await storeBytes(bytes, store, maxBytes);
        file = { name: fileName, head: received.head, bytes: received };
      } else file = { name: fileName, head: await skip(bytes) };
    }, { patience });
    return { fields, file };
  } catch (error) {
    await file?.bytes?.upload.abort();
    if (error instanceof UploadTooLargeError) {
      throw new ApiError(413, message("uploads.too_large", { bytes: error.maxBytes }));
    }
    refuseWithoutSpace(error);
    throw error;
  }
}

/** @throws ApiError 507 when there is no room left for the file (RFC 4918 section 11.5) */
export function refuseWithoutSpace(cause: unknown): void {
  if (isOutOfSpace(cause)) throw new ApiError(507, message("uploads.no_room"), { cause });
}

/**
 * Takes the bytes of one file to the disk.
 * @throws UploadTooLargeError for a file larger than `maxBytes`; then nothing of it remains
 */
export async function storeBytes(
  bytes: AsyncIterable<Uint8Array>,
  store: Store,
  maxBytes: number,
): Promise<ReceivedBytes> {
  const upload = await store.createUpload({ maxBytes });
  try {
    const hash = createHash("md5");
    const end = new ImageEndDetector();
    const head: Uint8Array[] = [];
    for await (const chunk of bytes) {
      hash.update(chunk);
      end.push(chunk);
      if (upload.size < HEAD_BYTES) head.push(chunk);
      await upload.write(chunk);
    }
    const md5 = asUuid(hash.digest("hex"));
    return { upload, store, size: upload.size, md5, head: concatenate(head), isComplete: end.end !== undefined };
  } catch (error) {
    await upload.abort();
    throw error;
  }
}

/** @returns the first bytes */
async function skip(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const head: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    if (size < FORMAT_BYTES) head.push(chunk);
    size += chunk.length;
  }
  return concatenate(head).subarray(0, FORMAT_BYTES);
}

function asUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function concatenate(chunks: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
