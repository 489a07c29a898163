/**
 * Statements that change what the multiplexer keeps for a connection, recognised by their text: what it listens to, and how
 * long its statements may run. A client may prepare such a statement, and execute it again without sending its text again.
 */
import { COMMENTS, statementAt } from "./statement_text.ts";
import { Frontend, HEADER_LENGTH, readText } from "./wire_protocol.ts";

/** `UNLISTEN *` */
export const ALL_CHANNELS = "*";

/** What a LISTEN or UNLISTEN changes. */
export interface ListenChange {
  kind: "listen";
  listens: boolean;
  channel: string;
}

/** What a SET of `statement_timeout` changes. */
export interface TimeoutChange {
  kind: "timeout";
  /** 0 for no limit. */
  milliseconds: number;
  /** SET LOCAL: until the end of the transaction. */
  isLocal: boolean;
}

/** A statement that changes the session rather than data, so the multiplexer has to know of it. */
export type SessionChange = ListenChange | TimeoutChange;

const LISTEN = new RegExp(String.raw`^${COMMENTS}(un)?listen\s+("(?:[^"]|"")+"|[^\s;"]+)\s*;?\s*$`, "i");
const SET_TIMEOUT = new RegExp(
  String.raw`^${COMMENTS}set\s+(?:session\s+|(local)\s+)?statement_timeout\s*(?:=|\sto\s)\s*'?(\d+)(?:ms)?'?\s*;?\s*$`,
  "i",
);

/** Reads a LISTEN, an UNLISTEN or a SET of `statement_timeout`; undefined for all other statements. */
export function readSessionChange(statement: string): SessionChange | undefined {
  const [, un, name] = LISTEN.exec(statement) ?? [];
  if (name !== undefined) {
    const channel = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
    return { kind: "listen", listens: un === undefined, channel };
  }
  const [, local, milliseconds] = SET_TIMEOUT.exec(statement) ?? [];
  if (milliseconds === undefined) return undefined;
  return { kind: "timeout", milliseconds: Number(milliseconds), isLocal: local !== undefined };
}

/** The prepared statements of one connection that change its session. */
export class PreparedSessionChanges {
  /** By the names of the statements; the unnamed one has an empty name. */
  readonly #changes = new Map<string, SessionChange>();

  /** Takes note of a Parse message. */
  parse(message: Uint8Array): void {
    const { text: name, end } = readText(message, HEADER_LENGTH);
    const change = readSessionChange(statementAt(message, end + 1));
    if (change) this.#changes.set(name, change);
    else this.#changes.delete(name);
  }

  /** What the statement of a Bind message changes when it is executed, if it changes anything. */
  bind(message: Uint8Array): SessionChange | undefined {
    if (message[0] !== Frontend.Bind || this.#changes.size === 0) return undefined;
    const portal = readText(message, HEADER_LENGTH);
    return this.#changes.get(readText(message, portal.end + 1).text);
  }
}
