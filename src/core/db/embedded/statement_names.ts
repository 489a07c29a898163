/**
 * Prepared statements are named per connection, but all connections share one backend, so names are made unique by the
 * number of the connection.
 */
import {
  closeStatement,
  concatenate,
  Frontend,
  HEADER_LENGTH,
  readText,
  terminated,
  writeLength,
} from "./wire_protocol.ts";

const STATEMENT = "S".charCodeAt(0);

/** The named statements of one connection. */
export class StatementNames {
  readonly #prefix: string;
  readonly #open = new Set<string>();

  /** @param connection number of the connection */
  constructor(connection: number) {
    this.#prefix = `${connection}_`;
  }

  /** The message as the backend should get it. Unnamed statements stay unnamed: they are used immediately. */
  rename(message: Uint8Array): Uint8Array {
    const start = nameOffset(message);
    if (start === undefined || message[start] === 0) return message;
    const { text, end } = readText(message, start);
    const name = this.#prefix + text;
    if (message[0] === Frontend.Parse) this.#open.add(name);
    else if (message[0] === Frontend.Close) this.#open.delete(name);
    const renamed = concatenate([message.subarray(0, start), terminated(name), message.subarray(end + 1)]);
    writeLength(renamed);
    return renamed;
  }

  /** Messages that close all statements that are open. */
  closeAll(): Uint8Array[] {
    const messages = Array.from(this.#open, closeStatement);
    this.#open.clear();
    return messages;
  }
}

/** Where the name of a statement starts in a message, if it has one. */
function nameOffset(message: Uint8Array): number | undefined {
  switch (message[0]) {
    case Frontend.Parse:
      return HEADER_LENGTH;
    case Frontend.Bind:
      return readText(message, HEADER_LENGTH).end + 1;
    case Frontend.Describe:
    case Frontend.Close:
      return message[HEADER_LENGTH] === STATEMENT ? HEADER_LENGTH + 1 : undefined;
    default:
      return undefined;
  }
}
