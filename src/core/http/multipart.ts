/**
 * Streamed `multipart/form-data` (RFC 7578): a file goes to its receiver while it arrives, and is never held whole.
 * The bytes of the body are written to the parser directly; going through Node's stream adapters costs two thirds of
 * the speed.
 */
import busboy from "busboy";
import type { Readable } from "node:stream";
import { message } from "../messages/mod.ts";
import { chunksOf, MOST_UNREAD_BYTES, type Patience } from "./body_chunks.ts";
import { ApiError } from "./errors.ts";
import { messageOf } from "../thrown.ts";

/**
 * Receives one file of the form. It must read the bytes to their end, or throw.
 * @param fields the text fields that came before the file
 */
export type FileReceiver = (
  part: { field: string; fileName: string; bytes: AsyncIterable<Uint8Array> },
  fields: ReadonlyMap<string, string>,
) => Promise<void>;

/** Limits that differ from the usual ones: number of parts, bytes of a text field. What is more is dropped. */
export interface FormLimits extends Pick<busboy.Limits, "parts" | "fieldSize"> {
  /** How slow the client may be. */
  patience?: Patience;
}

/** What is read of a request. */
export type FormRequest = Pick<Request, "headers" | "body">;

const MOST_FIELDS = 500;
const MOST_FIELD_BYTES = 1024 * 1024;
/** Bytes of a file that may wait for its receiver: parsing continues while the disk writes. */
const MOST_WAITING_BYTES = 512 * 1024;

/** Whether the content type announces a form with files. */
export function isMultipart(request: Pick<Request, "headers">): boolean {
  return /^multipart\/form-data/i.test(request.headers.get("Content-Type") ?? "");
}

/**
 * Reads a form to its end.
 * @returns its text fields; of a repeated field, the last value
 * @throws ApiError 400 for a broken form or a lost connection, 408 for a client that is too slow; any error of the receiver
 */
export async function readMultipart(
  request: FormRequest,
  receive: FileReceiver,
  { patience, ...limits }: FormLimits = {},
): Promise<Map<string, string>> {
  const parser = openParser(request, limits);
  const fields = new Map<string, string>();
  const received: Promise<void>[] = [];
  let failure: unknown;
  const { promise: failed, resolve: onFailure } = Promise.withResolvers<void>();
  const fail = (error: unknown) => {
    failure ??= error;
    onFailure();
  };

  parser.on("field", (name: string, value: string) => {
    fields.set(name, value);
    // No text of PostgreSQL can hold it.
    if (name.includes("\0") || value.includes("\0")) fail(new ApiError(400, message("http.null_character")));
  });
  parser.on("file", (field: string, stream: Readable, { filename }: { filename?: string }) => {
    // A form that ends inside of a file; the receiver gets the same error from the bytes.
    let broken: Error | undefined;
    stream.on("error", (error) => fail(notMultipart(broken = error)));
    const reception = receive({ field, fileName: baseName(filename ?? ""), bytes: stream }, fields).catch((error) => {
      fail(error === broken ? notMultipart(error) : error);
      stream.resume();
    });
    received.push(reception);
  });
  const { promise: closed, resolve: onClose } = Promise.withResolvers<void>();
  parser.on("error", (error) => fail(notMultipart(error)));
  parser.on("close", onClose);

  try {
    let unread = 0;
    for await (const chunk of chunksOf(request.body, patience)) {
      // Somebody who is still sending reads no answer: what is not wanted is taken and dropped, within reason.
      if (failure) unread += chunk.length;
      else if (!parser.write(chunk)) await Promise.race([drained(parser), failed]);
      if (unread > MOST_UNREAD_BYTES) break;
    }
    if (!failure) parser.end();
  } catch (error) {
    fail(error instanceof ApiError ? error : new ApiError(400, message("http.connection_cut")));
  }
  await Promise.race([closed, failed]);
  if (failure) parser.destroy();
  await Promise.all(received);
  if (failure) throw failure;
  return fields;
}

function openParser(request: FormRequest, limits: busboy.Limits): busboy.Busboy {
  try {
    return busboy({
      headers: { "content-type": request.headers.get("Content-Type") ?? "" },
      defParamCharset: "utf8",
      fileHwm: MOST_WAITING_BYTES,
      limits: { fields: MOST_FIELDS, fieldSize: MOST_FIELD_BYTES, ...limits },
    });
  } catch (error) {
    throw notMultipart(error);
  }
}

function notMultipart(error: unknown): ApiError {
  return new ApiError(400, message("http.not_multipart"), { details: { error: messageOf(error) } });
}

function drained(parser: busboy.Busboy): Promise<void> {
  return new Promise((resolve) => parser.once("drain", resolve));
}

/** The last part of a path of any system; a name never leads anywhere. */
function baseName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? "";
}
