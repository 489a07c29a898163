/** Checks a received file before it becomes a picture: a whole JPEG, of bearable size, with position and time. */
import type { Language } from "../../core/messages/mod.ts";
import { InvalidJpegError, type JpegHeader, mostPixelsOf, readJpegHeader } from "../../core/jpeg/mod.ts";
import { MetadataError, type PictureMetadata, readHeaderMetadata } from "../../core/metadata/mod.ts";
import type { ReceivedBytes } from "./receive_file.ts";
import { TrackedRejection } from "./rejection.ts";

const NOT_A_JPEG = "Impossible to open file as image. The only supported image format is jpg.";
/** Headers longer than this are not of a camera. */
const LONGEST_HEADER = 32 * 1024 * 1024;

/**
 * Reads what a file says of itself.
 * @param mostPixels larger pictures are refused before anything is decoded, progressive ones earlier
 * @throws TrackedRejection for what is no JPEG, is cut off, too large, or lacks its position or time
 */
export async function examineFile(
  fileName: string,
  bytes: ReceivedBytes,
  language: Language,
  mostPixels: number,
): Promise<PictureMetadata> {
  try {
    const { header } = await readHeader(bytes);
    const { width, height } = header;
    if (width === 0 || height === 0 || width * height > mostPixelsOf(header, mostPixels) || !bytes.isComplete) {
      throw new TrackedRejection("invalid_file", 400, NOT_A_JPEG);
    }
    return readHeaderMetadata(header, { fileName, fileSize: bytes.size, language });
  } catch (error) {
    if (!(error instanceof MetadataError)) refuseFile(error);
    throw new TrackedRejection("invalid_metadata", 400, "Impossible to parse picture metadata", {
      details: {
        error: error.message,
        ...(error.missingFields.length > 0 ? { missing_fields: error.missingFields } : {}),
      },
    });
  }
}

/** What to answer when the bytes cannot be read as a JPEG. */
export function refuseFile(error: unknown): never {
  if (error instanceof InvalidJpegError) throw new TrackedRejection("invalid_file", 400, NOT_A_JPEG);
  throw error;
}

/**
 * Reads the header, from the bytes kept while receiving; from the disk when a thumbnail or a depth map makes it longer.
 * @returns it with the bytes it was read from
 * @throws InvalidJpegError
 */
export async function readHeader(bytes: ReceivedBytes): Promise<{ header: JpegHeader; head: Uint8Array }> {
  try {
    return { header: readJpegHeader(bytes.head), head: bytes.head };
  } catch (error) {
    if (!(error instanceof InvalidJpegError && error.truncated) || bytes.head.length >= bytes.upload.size) throw error;
    const file = await bytes.upload.open();
    const last = Math.min(file.size, LONGEST_HEADER) - 1;
    const head = new Uint8Array(await new Response(file.stream({ first: 0, last })).arrayBuffer());
    return { header: readJpegHeader(head), head };
  }
}
