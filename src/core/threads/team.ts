/**
 * The threads of one process that answer HTTP requests, as one of them sees the others: memory that all share, and questions to
 * all others. A process with one thread is a team too, in which nobody else is.
 */
import { logger } from "../log.ts";
import { Line, type LineMessage, type Port, type Question, type Questions } from "./line.ts";
import { SharedTable, tableMemory, type TableSize } from "./shared_table.ts";

/** What a thread has to know to join a team. */
export interface Invitation {
  /** 2 and more. */
  number: number;
  memory: Map<string, SharedArrayBuffer>;
  clock: { now: number; date: number };
}

type Handler = (details: unknown) => unknown;
type Details<Q extends Question> = Questions[Q]["details"];
type Answer<Q extends Question> = Questions[Q]["answer"];

/** This end of a line to another thread. */
export interface Connection {
  /** To be called with everything that the other thread sends. */
  receive(message: LineMessage): void;
  /** The other thread has started, and answers. */
  begin(): void;
  /** The other thread is gone. */
  disconnect(): void;
}

/** What a thread shares with the others. */
export class Team {
  /** The first thread has 1: it does what is to be done once in a process. */
  readonly number: number;
  readonly #memory: Map<string, SharedArrayBuffer>;
  /** Milliseconds that the clock of this thread is behind that of the first one. */
  readonly #behind: number;
  readonly #handlers = new Map<Question, Handler>();
  /** To all others in the first thread; in others to the first one, which passes questions on. */
  readonly #lines = new Set<Line>();
  /** Those of them whose other end does not answer yet. */
  readonly #starting = new Set<Line>();

  constructor({ number, memory, clock }: Invitation = firstOfAll()) {
    this.number = number;
    this.#memory = memory;
    this.#behind = clock.now + (Date.now() - clock.date) - performance.now();
  }

  /** Whether this thread does what is to be done once in a process. */
  get isFirst(): boolean {
    return this.number === 1;
  }

  /** Milliseconds, the same in all threads, which never go back. */
  readonly now = (): number => performance.now() + this.#behind;

  /**
   * The table of a name, which all threads share. Tables have to be asked for when the application is made, whatever the settings
   * say: others cannot get those that the first thread has not made by then.
   */
  readonly table = (name: string, size: TableSize): SharedTable =>
    new SharedTable(size, this.#share(name, () => tableMemory(size)));

  /** The numbers of a name, at first 0, to be used by `Atomics`; as a table. */
  readonly numbers = (name: string, length: number): Int32Array<SharedArrayBuffer> =>
    new Int32Array(this.#share(name, () => new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT)));

  /** What the first thread gives to another one, which has a number of its own. */
  invite(number: number): Invitation {
    return { number, memory: this.#memory, clock: { now: this.now(), date: Date.now() } };
  }

  /** Says what this thread answers to the others. */
  answer<Q extends Question>(
    question: Q,
    handler: (details: Details<Q>) => Answer<Q> | Promise<Answer<Q>>,
  ): void {
    // `ask()` of the same question gives the details.
    this.#handlers.set(question, handler as Handler);
  }

  /**
   * Asks all other threads. One that still starts is only told what it has to know later: nobody waits for its answer to anything
   * else.
   * @returns the answers of those that gave one
   */
  async ask<Q extends Question>(
    question: Q,
    ...[details]: Details<Q> extends undefined ? [] : [Details<Q>]
  ): Promise<Answer<Q>[]> {
    const answers = await this.#gather(question, details);
    // The first thread answers for all others. All of them come from `answer()` of the same question.
    return (this.isFirst ? answers : answers.flat(1)) as Answer<Q>[];
  }

  /**
   * Connects this thread with another one.
   * @param options whether the other one has yet to start; `begin()` says that it has
   */
  connect(port: Port, { isStarting = false } = {}): Connection {
    const line = new Line(port, async (question, details) => {
      if (!this.isFirst) return await this.#handlers.get(question)?.(details);
      const others = await this.#gather(question, details, line);
      return [await this.#handlers.get(question)?.(details), ...others];
    });
    this.#lines.add(line);
    if (isStarting) this.#starting.add(line);
    return {
      receive: (message) => line.receive(message),
      begin: () => this.#starting.delete(line),
      disconnect: () => {
        this.#lines.delete(line);
        this.#starting.delete(line);
      },
    };
  }

  async #gather(question: Question, details: unknown, asker?: Line): Promise<unknown[]> {
    const answersLater = question === "settings";
    const asked = [...this.#lines].filter((line) => line !== asker && (answersLater || !this.#starting.has(line)));
    const answers = await Promise.allSettled(asked.map((line) => line.ask(question, details)));
    return answers.flatMap((answer) => {
      if (answer.status === "fulfilled") return [answer.value];
      logger("threads").warn("A thread was asked for its {question}: {error}", { question, error: answer.reason });
      return [];
    });
  }

  #share(name: string, make: () => SharedArrayBuffer): SharedArrayBuffer {
    let memory = this.#memory.get(name);
    if (!memory && !this.isFirst) throw new Error(`The first thread has no memory named '${name}'`);
    if (!memory) this.#memory.set(name, memory = make());
    return memory;
  }
}

function firstOfAll(): Invitation {
  return { number: 1, memory: new Map(), clock: { now: performance.now(), date: Date.now() } };
}
