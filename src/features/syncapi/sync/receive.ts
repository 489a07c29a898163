/**
 * Receives a signed form: metadata first, then the file. Nothing is written before the signature has been checked. The form is
 * read to its end before a refusal is sent: clients see an answer in the middle as a broken connection.
 */
import { createHash } from "node:crypto";
import { dropBody } from "../../../core/http/body_chunks.ts";
import { isMultipart, readMultipart } from "../../../core/http/multipart.ts";
import type { Services } from "../../../core/services.ts";
import { type Upload, UploadTooLargeError } from "../../../core/storage/mod.ts";
import { authenticate, type Authenticated, stillHolds } from "./authenticate.ts";
import { inLargePieces } from "./large_pieces.ts";
import { suffixOf } from "../assets/paths.ts";
import { NestingError, parsePythonJson } from "./python_json.ts";
import { SyncRefusal } from "./refusal.ts";
import { withBody } from "./request_body.ts";

/** Cameras send a few kilobytes; the note of a clip may have 100,000 characters. All of it is hashed before the signer is known. */
const MOST_METADATA_BYTES = 256 * 1024;
/** Parts of a form: metadata, media, and fields that are ignored. */
const MOST_PARTS = 16;

/** A file on the disk, not yet under its final name. */
export interface ReceivedMedia {
  upload: Upload;
  sha256: Uint8Array;
  /** With its dot, or empty. */
  suffix: string;
}

/** What a client sent, its signature checked. */
export interface SignedForm {
  accountId: string;
  username: string;
  /** Hexadecimal. */
  signature: string;
  /** A JSON object. */
  metadata: Record<string, unknown>;
  media?: ReceivedMedia;
}

type Part = { fileName: string; bytes: AsyncIterable<Uint8Array> };
type Signed = Authenticated & { metadata: Record<string, unknown> };

/**
 * Reads a form to its end.
 * @param wantsMedia whether the file is kept; its size is then checked against the metadata
 * @throws SyncRefusal
 */
export async function receiveSignedForm(
  request: Request,
  services: Services,
  { wantsMedia }: { wantsMedia: boolean },
): Promise<SignedForm> {
  const reception = new Reception(request, services, wantsMedia);
  try {
    return await reception.read();
  } catch (error) {
    await reception.media?.upload.abort();
    throw error;
  }
}

class Reception {
  media?: ReceivedMedia;
  #signed?: Promise<Signed>;
  #failure?: unknown;
  readonly #request: Request;
  readonly #services: Services;
  readonly #wantsMedia: boolean;

  constructor(request: Request, services: Services, wantsMedia: boolean) {
    this.#request = request;
    this.#services = services;
    this.#wantsMedia = wantsMedia;
  }

  async read(): Promise<SignedForm> {
    const form = withBody(this.#request);
    if (isMultipart(form) && form.body) {
      const limits = { parts: MOST_PARTS, fieldSize: MOST_METADATA_BYTES };
      const fields = await readMultipart(form, (part, fields) => this.#receive(part.field, part, fields), limits);
      this.#signed ??= this.#checkField(fields);
    } else await dropBody(form.body);
    this.#signed ??= this.#checkQuery();
    if (this.#failure) throw this.#failure;
    if (!this.#signed) throw new SyncRefusal("authentication failed", "no metadata");
    const { accountId, username, slot, signature, metadata } = await this.#signed;
    if (!stillHolds(slot)) throw new SyncRefusal("authentication failed", `the clock of ${username} is ahead`);
    return { accountId, username, signature, metadata, media: this.media };
  }

  /** Reads one file of the form. A file that is not needed is read and dropped, up to the size that any may have. */
  async #receive(
    field: string,
    { fileName, bytes }: Part,
    fields: ReadonlyMap<string, string>,
  ): Promise<void> {
    const part = { fileName, bytes: toBeContinued(bytes) };
    try {
      if (field === "metadata" && !this.#signed) {
        this.#signed = readBounded(part.bytes).then((bytes) => this.#check(bytes));
        await this.#signed;
      } else if (field === "media" && this.#wantsMedia && !this.media) {
        this.#signed ??= this.#checkField(fields);
        if (!this.#signed) throw new SyncRefusal("authentication failed", "the metadata must come before the media");
        await this.#store(part, (await this.#signed).metadata.file_size);
      }
    } catch (error) {
      this.#failure ??= error;
    }
    let dropped = 0;
    for await (const { length } of part.bytes) {
      dropped += length;
      if (dropped > this.#services.settings.ALLSKY_MAX_BYTES) throw this.#failure ?? tooLarge();
    }
  }

  #checkField(fields: ReadonlyMap<string, string>): Promise<Signed> | undefined {
    const text = fields.get("metadata");
    return text === undefined ? undefined : this.#check(new TextEncoder().encode(text));
  }

  /** For clients that cannot send a body with GET. */
  #checkQuery(): Promise<Signed> | undefined {
    const text = this.#wantsMedia ? null : new URL(this.#request.url).searchParams.get("metadata");
    return text === null ? undefined : this.#check(new TextEncoder().encode(text));
  }

  async #check(bytes: Uint8Array): Promise<Signed> {
    const authenticated = await authenticate(this.#request.headers.get("authorization"), bytes, this.#services);
    return { ...authenticated, metadata: parseObject(bytes) };
  }

  /** Never writes more bytes to the disk than the signed metadata announce. */
  async #store({ fileName, bytes }: Part, fileSize: unknown): Promise<void> {
    if (typeof fileSize !== "number" || !Number.isInteger(fileSize) || fileSize < 0) {
      throw new SyncRefusal("authentication failed", "no file_size");
    }
    const maxBytes = Math.min(fileSize, this.#services.settings.ALLSKY_MAX_BYTES);
    const upload = await this.#services.stores.permanent.createUpload({ maxBytes });
    try {
      const hash = createHash("sha256");
      for await (const piece of inLargePieces(bytes)) {
        hash.update(piece);
        await upload.write(piece);
      }
      if (upload.size !== fileSize) throw new SyncRefusal("authentication failed", "file_size is wrong");
      this.media = { upload, sha256: hash.digest(), suffix: suffixOf(fileName) };
    } catch (error) {
      await upload.abort();
      if (error instanceof UploadTooLargeError) {
        throw new SyncRefusal("authentication failed", "more bytes than file_size");
      }
      throw error;
    }
  }
}

/** The same bytes, but a reader that stops in the middle does not end the stream: the rest is still to be read. */
function toBeContinued(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  return { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) };
}

function tooLarge(): SyncRefusal {
  return new SyncRefusal("authentication failed", "more bytes than a file may have");
}

function parseObject(bytes: Uint8Array): Record<string, unknown> {
  try {
    const value = parsePythonJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (isObject(value)) return value;
  } catch (error) {
    throw new SyncRefusal("invalid_metadata", error instanceof NestingError ? "nested too deeply" : "not JSON");
  }
  throw new SyncRefusal("invalid_metadata", "not a JSON object");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function readBounded(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > MOST_METADATA_BYTES) throw new SyncRefusal("authentication failed", "the metadata are too large");
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
