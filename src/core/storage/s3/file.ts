/** An object of a bucket, opened for reading. */
import type { ByteRange, OpenedFile } from "../store.ts";
import type { Bucket } from "./bucket.ts";

/** A version of an object. When it is replaced before it was read, reading fails instead of mixing versions. */
export class S3File implements OpenedFile {
  readonly size: number;
  readonly modifiedAt: Date;
  readonly etag: string;

  readonly #bucket: Bucket;
  readonly #key: string;

  /** @param headers of the answer to HEAD */
  constructor(bucket: Bucket, key: string, headers: Headers) {
    this.#bucket = bucket;
    this.#key = key;
    this.size = Number(headers.get("content-length"));
    this.modifiedAt = new Date(headers.get("last-modified") ?? 0);
    this.etag = headers.get("etag") ?? "";
  }

  stream(range?: ByteRange): ReadableStream<Uint8Array<ArrayBuffer>> {
    return ReadableStream.from(this.#read(range));
  }

  async *#read(range?: ByteRange): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const headers: Record<string, string> = this.etag ? { "If-Match": this.etag } : {};
    if (range) headers.Range = `bytes=${range.first}-${range.last}`;
    const response = await this.#bucket.mustRequest("GET", this.#key, { headers });
    if (response.body) yield* response.body;
  }

  body(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return this.stream();
  }

  close(): void {}
}
