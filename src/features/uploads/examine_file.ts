/** Checks a received file before it becomes a picture: a whole JPEG, of acceptable size, with position and time. */
import {
  InvalidJpegError,
  type JpegHeader,
  mostPixelsOf,
  readFileFormat,
  readJpegHeader,
  type Undecodable,
  undecodable,
} from "../../core/jpeg/mod.ts";
import { type Language, type Message, message, type MessageKey } from "../../core/messages/mod.ts";
import {
  MetadataError,
  type MetadataWarning,
  type PictureMetadata,
  readHeaderMetadata,
} from "../../core/metadata/mod.ts";
import type { ReceivedBytes } from "./receive_file.ts";
import { TrackedRejection } from "./rejection.ts";

/** Bytes; headers longer than this are not of a camera. */
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
  const { header } = await readHeader(bytes).catch((error) => refuseFile(error, bytes));
  checkPixels(header, mostPixelsOf(header, mostPixels));
  if (!bytes.isComplete) throw invalidFile(message("uploads.incomplete"));
  try {
    return readHeaderMetadata(header, { fileName, fileSize: bytes.size, language });
  } catch (error) {
    if (error instanceof InvalidJpegError) refuseFile(error, bytes);
    if (!(error instanceof MetadataError)) throw error;
    throw new TrackedRejection("invalid_metadata", 400, message("uploads.unreadable_metadata"), {
      details: {
        error: error.message,
        ...(error.missingFields.length > 0 ? { missing_fields: error.missingFields } : {}),
        ...(error.tags.length > 0 ? { tags: error.tags.map(tagJson) } : {}),
      },
    });
  }
}

function tagJson({ tag, value, message }: MetadataWarning) {
  return { tag: tag ?? undefined, value: value ?? undefined, message };
}

function checkPixels(header: JpegHeader, most: number): void {
  const { width, height } = header;
  if (width * height > most) throw invalidFile(message("uploads.too_many_pixels", { width, height, most }));
  const reason = undecodable(header);
  if (reason) throw invalidFile(undecodableText(reason));
}

function undecodableText(reason: Undecodable): Message {
  if (reason === "precision") return message("uploads.bad_precision");
  if (reason === "components") return message("uploads.bad_components");
  return message("uploads.bad_coding", { coding: reason });
}

/**
 * Refuses what cannot be read as a JPEG, in words that say what it is.
 * @throws TrackedRejection for an `InvalidJpegError`; any other error as it is
 */
export function refuseFile(error: unknown, { head, isComplete }: Pick<ReceivedBytes, "head" | "isComplete">): never {
  if (!(error instanceof InvalidJpegError)) throw error;
  if (!isComplete && readFileFormat(head)?.name === "JPEG") throw invalidFile(message("uploads.incomplete"));
  refuseFormat(head, "uploads.not_an_image");
}

/**
 * Refuses a file that is no JPEG by what its first bytes are.
 * @param otherwise what to say of a file that is none of the formats that are known
 */
export function refuseFormat(head: Uint8Array, otherwise: "uploads.not_an_image" | "uploads.unsupported_name"): never {
  if (head.length === 0) throw invalidFile(message("uploads.empty"));
  const format = readFileFormat(head);
  if (!format || format.name === "JPEG") throw invalidFile(message(otherwise));
  throw invalidFile(message(FORMAT_TEXTS[format.kind], { format: format.name }));
}

const FORMAT_TEXTS = {
  "picture": "uploads.wrong_picture",
  "raw picture": "uploads.wrong_raw_picture",
  "video": "uploads.wrong_video",
  "document": "uploads.wrong_document",
  "archive": "uploads.wrong_archive",
} as const satisfies Record<string, MessageKey>;

function invalidFile(text: Message): TrackedRejection {
  return new TrackedRejection("invalid_file", 400, text);
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
