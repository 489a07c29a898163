/** Prepared statements that listen: a client may execute them again without sending their text again. */
import { type ListenChange, readListen, statementAt } from "./statement_kinds.ts";
import { Frontend, HEADER_LENGTH, readText } from "./wire_protocol.ts";

/** Those of one connection. */
export class PreparedListens {
  /** By the names of the statements; the unnamed one has an empty name. */
  readonly #changes = new Map<string, ListenChange>();

  /** Takes note of a Parse message. */
  parse(message: Uint8Array): void {
    const { text: name, end } = readText(message, HEADER_LENGTH);
    const change = readListen(statementAt(message, end + 1));
    if (change) this.#changes.set(name, change);
    else this.#changes.delete(name);
  }

  /** What the statement of a Bind message changes when it is executed, if it listens. */
  bind(message: Uint8Array): ListenChange | undefined {
    if (message[0] !== Frontend.Bind || this.#changes.size === 0) return undefined;
    const portal = readText(message, HEADER_LENGTH);
    return this.#changes.get(readText(message, portal.end + 1).text);
  }
}
