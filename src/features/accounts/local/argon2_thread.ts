/** The thread that hashes passwords: started when first needed, since that takes the main thread some time, and then kept. */
import type { Argon2Job } from "./argon2_worker.ts";

/** Milliseconds without work after which the thread ends and gives its memory back. */
const LONGEST_IDLE = 60_000;

let thread: Argon2Thread | undefined;

/** The encoded hash. One job at a time: callers wait for the previous one. */
export async function computeArgon2(job: Argon2Job): Promise<string> {
  thread ??= new Argon2Thread(() => thread = undefined);
  return await thread.compute(job);
}

/** `deno compile` needs `--include` of `argon2_worker.ts`. */
class Argon2Thread {
  readonly #worker = new Worker(new URL("./argon2_worker.ts", import.meta.url), { type: "module" });
  #answer = Promise.withResolvers<string>();
  readonly #onEnd: () => void;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param onEnd called when the thread has ended */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
    this.#worker.onmessage = ({ data }: MessageEvent<string>) => this.#answer.resolve(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#end();
      this.#answer.reject(new Error(`Hashing a password failed: ${event.message}`));
    };
  }

  async compute(job: Argon2Job): Promise<string> {
    clearTimeout(this.#idleTimer);
    this.#answer = Promise.withResolvers();
    this.#worker.postMessage(job);
    try {
      return await this.#answer.promise;
    } finally {
      this.#idleTimer = setTimeout(() => this.#end(), LONGEST_IDLE);
      Deno.unrefTimer(this.#idleTimer);
    }
  }

  #end(): void {
    clearTimeout(this.#idleTimer);
    this.#worker.terminate();
    this.#onEnd();
  }
}
