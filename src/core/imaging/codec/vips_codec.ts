/** The portable codec: libvips as WebAssembly, in a worker. */
import { CodecError, type PictureCodec, refuseOtherFormats, type RenderRequest, type Size } from "./codec.ts";
import type { FromWorker, ToWorker } from "./vips_protocol.ts";

/** Renders with wasm-vips, one picture after the other. `deno compile` needs `--include` of `vips_worker.ts`. */
export class VipsCodec implements PictureCodec {
  readonly name = "wasm-vips";
  #connection: Promise<Connection> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  private constructor() {}

  /** @throws when WebAssembly threads do not work on this machine */
  static async open(): Promise<VipsCodec> {
    const codec = new VipsCodec();
    await codec.#connect();
    return codec;
  }

  render(source: Uint8Array, request: RenderRequest): Promise<Size> {
    const turn = this.#last.then(() => this.#renderNow(source, request));
    this.#last = turn.catch(() => {});
    return turn;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last;
    await this.#disconnect();
  }

  async #renderNow(file: Uint8Array, { maxPixels, plan, write }: RenderRequest): Promise<Size> {
    refuseOtherFormats(file);
    const connection = await this.#connect();
    let isSettled = false;
    try {
      let size: Size = { width: 0, height: 0 };
      let answer = await connection.ask({ kind: "open", file, maxPixels });
      while (answer.kind !== "done") {
        if (answer.kind === "refused") {
          isSettled = true;
          throw new CodecError(answer.message);
        }
        if (answer.kind === "size") {
          size = answer.size;
          answer = await connection.ask({ kind: "outputs", outputs: plan(size) });
        } else if (answer.kind === "file") {
          await write(answer.name, answer.content);
          answer = await connection.ask({ kind: "next" });
        }
      }
      isSettled = true;
      return size;
    } finally {
      // The worker is in the midst of a picture, or broke down: the next picture gets another one.
      if (!isSettled) await this.#disconnect();
    }
  }

  #connect(): Promise<Connection> {
    this.#connection ??= Connection.open(() => this.#connection = undefined);
    return this.#connection;
  }

  async #disconnect(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    (await connection?.catch(() => undefined))?.close();
  }
}

/** A worker and the question it is answering. */
class Connection {
  readonly #worker = new Worker(new URL("./vips_worker.ts", import.meta.url), { type: "module" });
  #answer = Promise.withResolvers<FromWorker>();

  private constructor(onBroken: () => void) {
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#answer.resolve(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      onBroken();
      this.#answer.reject(new CodecError(`The picture codec broke down: ${event.message}`));
    };
  }

  /** @param onBroken called when the worker has died and can no longer be used */
  static async open(onBroken: () => void): Promise<Connection> {
    const connection = new Connection(onBroken);
    try {
      await connection.#answer.promise;
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  ask(question: ToWorker): Promise<FromWorker> {
    this.#answer = Promise.withResolvers();
    this.#worker.postMessage(question);
    return this.#answer.promise;
  }

  close(): void {
    this.#worker.terminate();
  }
}
