/** Runs child.ts in processes of their own. */
import { createInterface } from "node:readline/promises";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const CHILD = fileURLToPath(new URL("./child.ts", import.meta.url));

export type Task = "hold" | "commit" | "write";

/** What a child tells first. */
export interface Opened {
  isOwner: boolean;
  written: { writer: number; rows: number; numbers: number; last: number }[];
}

/** The command line of a child. */
export function childCommand(folder: string, role: "server" | "command", task: Task): string[] {
  return [Deno.execPath(), "run", "--allow-all", "--no-check", CHILD, folder, role, task];
}

/** A running child. */
export class Child {
  readonly #process: Deno.ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(folder: string, role: "server" | "command", task: Task) {
    const [, ...args] = childCommand(folder, role, task);
    this.#process = new Deno.Command(Deno.execPath(), { args, stdin: "piped", stdout: "piped", stderr: "inherit" })
      .spawn();
    const input = Readable.fromWeb(this.#process.stdout as unknown as Parameters<typeof Readable.fromWeb>[0]);
    this.#lines = createInterface({ input })[Symbol.asyncIterator]();
  }

  /** The next thing it tells; undefined when it has ended. */
  async next<T>(): Promise<T | undefined> {
    const { value, done } = await this.#lines.next();
    return done ? undefined : JSON.parse(value);
  }

  /** Ends it, however busy. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.release();
  }

  /** Ends its standard input. */
  async release(): Promise<void> {
    await this.#process.stdin.close();
  }

  /** Waits until it has ended and returns its exit code. */
  async ended(): Promise<number> {
    while (await this.next() !== undefined);
    return (await this.#process.status).code;
  }
}
