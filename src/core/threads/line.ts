/** Questions and answers between two threads of this process. */
import type { LogLine, WantedLines } from "../recent_log.ts";
import { messageOf } from "../thrown.ts";

/** Milliseconds until a thread that does not answer is given up. */
const PATIENCE = 3_000;

/** What a thread can be asked by others of the process, and what it answers. */
export interface Questions {
  /** Its figures, as prom-client has them in JSON. */
  metrics: { details: undefined; answer: object[] };
  /** Lines of its log. */
  log: { details: WantedLines; answer: LogLine[] };
  /** To read the stored settings again, and go by them. */
  settings: { details: undefined; answer: void };
}

/** The name of a question: it has one handler in each thread. */
export type Question = keyof Questions;

/** What goes through a line. */
export type LineMessage =
  | { kind: "ask"; id: number; question: Question; details: unknown }
  | { kind: "answer"; id: number; value: unknown }
  | { kind: "failure"; id: number; text: string };

/** Where messages to the other end go. */
export interface Port {
  postMessage(message: LineMessage): void;
}

/** One end of the line between two threads. */
export class Line {
  readonly #port: Port;
  readonly #answer: (question: Question, details: unknown) => Promise<unknown>;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #last = 0;

  /** @param answer to what the other end asks; it has to be something that can be copied */
  constructor(port: Port, answer: (question: Question, details: unknown) => Promise<unknown>) {
    this.#port = port;
    this.#answer = answer;
  }

  /** @throws Error when the other end fails, or does not answer in time */
  async ask(question: Question, details: unknown): Promise<unknown> {
    const id = ++this.#last, answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    const timer = setTimeout(() => answer.reject(new Error(`it did not answer within ${PATIENCE} ms`)), PATIENCE);
    try {
      this.#port.postMessage({ kind: "ask", id, question, details });
      return await answer.promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  /** To be called with everything that comes from the other end through this line. */
  receive(message: LineMessage): void {
    const { id } = message;
    if (message.kind === "ask") void this.#reply(id, message.question, message.details);
    else if (message.kind === "answer") this.#waiting.get(id)?.resolve(message.value);
    else this.#waiting.get(id)?.reject(new Error(message.text));
  }

  async #reply(id: number, question: Question, details: unknown): Promise<void> {
    try {
      this.#post({ kind: "answer", id, value: await this.#answer(question, details) });
    } catch (error) {
      this.#post({ kind: "failure", id, text: messageOf(error) });
    }
  }

  #post(message: LineMessage): void {
    this.#port.postMessage(message);
  }
}
