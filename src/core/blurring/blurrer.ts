/** Blurs pictures in a worker, which is started with the first picture and ended when there was none for a while. */
import { giveBackFreeMemory } from "../glibc_memory.ts";
import { logger } from "../log.ts";
import { BlurringUnavailableError } from "./models.ts";
import type { Part } from "./parts.ts";
import type { BlurRequest, BlurWay, FromWorker, ToWorker, WorkerOptions } from "./protocol.ts";
import { messageOf } from "../thrown.ts";

const log = logger("blur");
/** Milliseconds. */
const IDLE = 60_000, LONGEST_PICTURE = 10 * 60_000;

/** A picture as it may be published. */
export interface BlurredFile {
  file: Uint8Array<ArrayBuffer>;
  way: BlurWay;
  parts: Part[];
}

/** The picture cannot be blurred: trying again will not help. */
export class UnblurrablePictureError extends Error {
  override name = "UnblurrablePictureError";
}

/** Whether pictures can be blurred. */
export interface BlurrerState {
  /** `unknown` until it was tried. */
  is: "unknown" | "able" | "unable";
  /** Why not, or why it is slow. */
  reason?: string;
}

/** One picture is blurred at a time. */
export class Blurrer {
  readonly #options: Omit<WorkerOptions, "isCompiled">;
  readonly #idle: number;
  #worker: WorkerConnection | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: BlurrerState = { is: "unknown" };

  /** @param idle milliseconds without a picture after which the worker ends */
  constructor(options: Omit<WorkerOptions, "isCompiled">, idle = IDLE) {
    this.#options = options;
    this.#idle = idle;
  }

  get state(): BlurrerState {
    return this.#state;
  }

  /** Whether a worker is there, with its models in memory. */
  get isLoaded(): boolean {
    return this.#worker !== undefined;
  }

  /**
   * Loads everything, to know whether it works.
   * @throws BlurringUnavailableError
   */
  check(): Promise<void> {
    return this.#inTurn(() => this.#load());
  }

  /**
   * Blurs a picture.
   * @throws BlurringUnavailableError when that does not work on this machine; UnblurrablePictureError when this picture cannot
   *   be blurred; Error when the worker broke down. Nothing may be published then.
   */
  blur(request: BlurRequest): Promise<BlurredFile> {
    return this.#inTurn(async () => {
      if (request.detects) await this.#load();
      const answer = await this.#ask({ kind: "blur", request });
      if (answer.kind === "blurred") return answer;
      if (answer.kind === "failed" && answer.reason === "unavailable") {
        this.#state = { is: "unable", reason: answer.message };
      }
      throw errorOf(answer);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#last.catch(() => {});
    await this.#end();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {}).then(() => this.#endWhenIdle());
    return turn;
  }

  #endWhenIdle(): void {
    clearTimeout(this.#timer);
    const timer = setTimeout(() => {
      this.#last = this.#last.then(() => this.#end());
    }, this.#idle);
    Deno.unrefTimer(timer);
    this.#timer = timer;
  }

  async #load(): Promise<void> {
    if (this.#worker && this.#state.is === "able") return;
    try {
      const answer = await this.#ask({ kind: "load" });
      if (answer.kind !== "loaded") throw errorOf(answer);
      if (answer.warning) log.warn(answer.warning);
      this.#state = { is: "able", reason: answer.warning };
    } catch (error) {
      this.#drop();
      const message = messageOf(error);
      this.#state = { is: "unable", reason: message };
      throw new BlurringUnavailableError(message, { cause: error });
    }
  }

  /** A worker that failed at something else than a picture may be in no state to go on: the next question gets another one. */
  async #ask(question: ToWorker): Promise<FromWorker> {
    try {
      this.#worker ??= new WorkerConnection(
        { ...this.#options, isCompiled: Deno.build.standalone },
        () => this.#drop(),
      );
      const answer = await this.#worker.ask(question);
      if (answer.kind === "failed" && answer.reason !== "picture") this.#drop();
      return answer;
    } catch (error) {
      this.#drop();
      throw error;
    }
  }

  async #end(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#worker?.ask({ kind: "close" }).catch(() => {});
    this.#drop();
    await giveBackFreeMemory();
  }

  #drop(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}

/** A worker and the question that it is answering. */
class WorkerConnection {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  #answer = Promise.withResolvers<FromWorker>();

  /** @param onBroken called when the worker died */
  constructor(options: WorkerOptions, onBroken: () => void) {
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind !== "ready") this.#answer.resolve(data);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      onBroken();
      this.#answer.reject(new Error(`The worker that blurs pictures broke down: ${event.message}`));
    };
    this.#worker.postMessage({ kind: "open", options } satisfies ToWorker);
  }

  /** @throws Error when the worker dies, or takes far too long */
  async ask(question: ToWorker): Promise<FromWorker> {
    this.#answer = Promise.withResolvers();
    const timer = setTimeout(
      () => this.#answer.reject(new Error("The worker that blurs pictures does not answer")),
      LONGEST_PICTURE,
    );
    try {
      this.#worker.postMessage(question);
      return await this.#answer.promise;
    } finally {
      clearTimeout(timer);
    }
  }

  terminate(): void {
    this.#worker.terminate();
  }
}

function errorOf(answer: FromWorker): Error {
  if (answer.kind !== "failed") return new Error(`Unexpected answer: ${answer.kind}`);
  if (answer.reason === "picture") return new UnblurrablePictureError(answer.message);
  return answer.reason === "unavailable" ? new BlurringUnavailableError(answer.message) : new Error(answer.message);
}
