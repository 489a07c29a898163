/** How long transactions have the one backend of the embedded database, and by which statement: everybody else waits. */
import { statementAt } from "./statement_text.ts";
import { Frontend, HEADER_LENGTH, readText } from "./wire_protocol.ts";

/** Milliseconds; a transaction that has the backend for longer is reported. */
export const LONG_HOLD = 100;

/** Letters of a statement that are kept, to recognise it by. */
const MOST_LETTERS = 160;

/** A transaction that had the backend for long. */
export interface LongHold {
  /** From its first statement to its end. */
  milliseconds: number;
  /** The start of the statement that took longest. */
  statement: string;
  /** Of that statement. */
  statementMilliseconds: number;
}

/** The statements of one connection by their names: one that was prepared is executed without its text. */
export class StatementTexts {
  readonly #prepared = new Map<string, string>();

  /** The start of the statement that a message of a frontend is about; undefined for messages about none. */
  read(message: Uint8Array): string | undefined {
    switch (message[0]) {
      case Frontend.Query:
        return startOf(statementAt(message, HEADER_LENGTH));
      case Frontend.Parse: {
        const { text: name, end } = readText(message, HEADER_LENGTH), text = startOf(statementAt(message, end + 1));
        this.#prepared.set(name, text);
        return text;
      }
      case Frontend.Bind:
        return this.#prepared.get(readText(message, readText(message, HEADER_LENGTH).end + 1).text);
      default:
        return undefined;
    }
  }
}

/** In one line, and without the rest, which would be kept in memory with it. */
function startOf(statement: string): string {
  return Array.from(statement.slice(0, 4 * MOST_LETTERS).replace(/\s+/g, " ").trim()).slice(0, MOST_LETTERS).join("");
}

/** Measures the transaction that has the backend. */
export class HoldTimer {
  readonly #report: (hold: LongHold) => void;
  readonly #now: () => number;
  #begin: number | undefined;
  #statement = "";
  #statementMilliseconds = 0;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(report: (hold: LongHold) => void, now: () => number = () => performance.now()) {
    this.#report = report;
    this.#now = now;
  }

  /** Runs a statement of the transaction; the first one begins it. */
  async during<T>(statement: string, run: () => Promise<T>): Promise<T> {
    const start = this.#now();
    this.#begin ??= start;
    try {
      return await run();
    } finally {
      const milliseconds = this.#now() - start;
      if (milliseconds >= this.#statementMilliseconds) {
        this.#statement = statement;
        this.#statementMilliseconds = milliseconds;
      }
    }
  }

  /** To be called when the transaction has ended. */
  end(): void {
    if (this.#begin === undefined) return;
    const milliseconds = this.#now() - this.#begin;
    if (milliseconds > LONG_HOLD) {
      this.#report({
        milliseconds,
        statement: this.#statement,
        statementMilliseconds: this.#statementMilliseconds,
      });
    }
    this.#begin = undefined;
    this.#statementMilliseconds = 0;
  }
}
