/** A file on its way to a bucket, received on the local disk first: refused files never leave the machine. */
import type { LocalUpload } from "../local_upload.ts";
import { type CommitOptions, FileExistsError, type OpenedFile, type Upload } from "../store.ts";
import { PART_BYTES, type PreparedObject } from "./send.ts";

/** How files get into the bucket. */
interface Sender {
  /** Makes an object of a stream. */
  send(
    path: string,
    content: ReadableStream<Uint8Array>,
    how: { size: number; mayReplace: boolean },
  ): Promise<void>;
  /** Sends a stream in parts, to be completed later. */
  prepare(path: string, content: ReadableStream<Uint8Array>, size: number): Promise<PreparedObject>;
}

/** An upload that is sent when it is committed. */
export class S3Upload implements Upload {
  #state: "open" | "committing" | "committed" | "aborted" = "open";
  #prepared?: { path: string; object: PreparedObject };

  readonly #received: LocalUpload;
  readonly #sender: Sender;

  constructor(received: LocalUpload, sender: Sender) {
    this.#received = received;
    this.#sender = sender;
  }

  get size(): number {
    return this.#received.size;
  }

  async write(chunk: Uint8Array): Promise<void> {
    await this.#received.write(chunk);
  }

  open(): Promise<OpenedFile> {
    return this.#received.open();
  }

  /** Small files are sent in one request anyway. */
  async prepare(path: string): Promise<void> {
    if (this.size <= PART_BYTES) return;
    const file = await this.#received.open();
    this.#prepared = { path, object: await this.#sender.prepare(path, file.stream(), file.size) };
  }

  /**
   * What is provisional keeps its note, also when it fails: a bucket whose answer was lost may have the object. Unless another
   * has the name.
   */
  async commit(path: string, { mayReplace = true, isProvisional = false }: CommitOptions = {}): Promise<void> {
    if (this.#state !== "open") throw new Error(`This upload was ${this.#state} before`);
    // Whoever waits for this may stop waiting, and abort: what is on its way arrives all the same, and needs its note.
    this.#state = "committing";
    try {
      if (isProvisional) await this.#received.claim(path);
    } catch (error) {
      this.#state = "aborted";
      throw error;
    }
    try {
      if (this.#prepared?.path === path && mayReplace) {
        await this.#prepared.object.complete();
        this.#prepared = undefined;
      } else {
        const file = await this.#received.open();
        await this.#sender.send(path, file.stream(), { size: file.size, mayReplace });
      }
      this.#state = "committed";
    } catch (error) {
      this.#state = "aborted";
      if (isProvisional && !(error instanceof FileExistsError)) await this.#received.empty();
      else await this.#discard();
      throw error;
    }
    if (!isProvisional) await this.#discard();
  }

  isTaken(): Promise<boolean> {
    return this.#received.isTaken();
  }

  async confirm(): Promise<void> {
    await this.#received.abort();
    await this.#received.confirm();
  }

  async abort(): Promise<void> {
    if (this.#state !== "open") return;
    this.#state = "aborted";
    await this.#discard();
  }

  /** The sweep finds whatever could not be aborted. */
  async #discard(): Promise<void> {
    await this.#prepared?.object.abort().catch(() => {});
    await this.#received.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.abort();
  }
}
