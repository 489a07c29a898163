/** Tells on stderr how far a long command is: one line that moves on a terminal, a line now and then elsewhere. */

import { CommandError } from "./command_error.ts";
import { untilAskedToStop } from "./signals.ts";

const TERMINAL_INTERVAL = 100;
const PLAIN_INTERVAL = 10_000;

/** Where the lines go. */
export interface ProgressOutput {
  isTerminal(): boolean;
  writeSync(bytes: Uint8Array): number;
}

/** How far a command is. `using` ends the line. */
export class Progress implements Disposable {
  #done = 0;
  #shownAt: number;
  #width = 0;
  readonly #isTerminal: boolean;

  readonly #what: string;
  readonly #total?: number;
  readonly #output: ProgressOutput;

  /**
   * @param what is counted, such as "pictures"
   * @param total of them, if it is known
   */
  constructor(
    what: string,
    total?: number,
    output: ProgressOutput = Deno.stderr,
  ) {
    this.#what = what;
    this.#total = total;
    this.#output = output;
    this.#isTerminal = output.isTerminal();
    this.#shownAt = this.#isTerminal ? 0 : performance.now();
  }

  /** Notes that some more are done. */
  advance(count = 1): void {
    this.#done += count;
    const interval = this.#isTerminal ? TERMINAL_INTERVAL : PLAIN_INTERVAL;
    if (performance.now() - this.#shownAt < interval) return;
    this.#shownAt = performance.now();
    this.#show();
  }

  [Symbol.dispose](): void {
    if (this.#width > 0) this.#write("\r" + " ".repeat(this.#width) + "\r");
  }

  #show(): void {
    const percent = this.#total ? ` (${Math.min(100, Math.floor(100 * this.#done / this.#total))} %)` : "";
    const line = `${this.#done}${this.#total === undefined ? "" : ` of ${this.#total}`} ${this.#what}${percent}`;
    if (!this.#isTerminal) return this.#write(line + "\n");
    this.#width = Math.max(this.#width, line.length);
    this.#write("\r" + line.padEnd(this.#width));
  }

  #write(text: string): void {
    this.#output.writeSync(new TextEncoder().encode(text));
  }
}

/** What long work is given: whom to tell of each step, and when to end. */
export interface Watched {
  onStep: () => void;
  signal: AbortSignal;
}

/**
 * Shows how far some work is, and makes it fail when the command is asked to stop.
 * @param what is counted, such as "pictures"
 * @param interrupted what is said then
 */
export async function withProgress<T>(
  what: string,
  work: (watched: Watched) => Promise<T>,
  interrupted = "Interrupted",
): Promise<T> {
  const stopping = new AbortController();
  untilAskedToStop().then(() => stopping.abort(new CommandError(interrupted)));
  using progress = new Progress(what);
  return await work({ onStep: () => progress.advance(), signal: stopping.signal });
}
