/** A file on its way to a bucket: received on the local disk, so that what is refused never leaves the machine. */
import type { OpenedFile, Upload } from "../store.ts";

/** Makes an object of a stream. */
type Send = (
  path: string,
  content: ReadableStream<Uint8Array>,
  how: { size: number; mayReplace: boolean },
) => Promise<void>;

/** An upload that is sent when it is committed. */
export class S3Upload implements Upload {
  #state: "open" | "committed" | "aborted" = "open";

  constructor(private readonly received: Upload, private readonly send: Send) {}

  get size(): number {
    return this.received.size;
  }

  async write(chunk: Uint8Array): Promise<void> {
    await this.received.write(chunk);
  }

  open(): Promise<OpenedFile> {
    return this.received.open();
  }

  async commit(path: string, { mayReplace = true } = {}): Promise<void> {
    if (this.#state !== "open") throw new Error(`This upload was ${this.#state} before`);
    try {
      const file = await this.received.open();
      await this.send(path, file.stream(), { size: file.size, mayReplace });
      this.#state = "committed";
    } finally {
      if (this.#state === "open") this.#state = "aborted";
      await this.received.abort();
    }
  }

  async abort(): Promise<void> {
    if (this.#state !== "open") return;
    this.#state = "aborted";
    await this.received.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.abort();
  }
}
