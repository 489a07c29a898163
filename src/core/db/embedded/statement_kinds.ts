/** The few kinds of statements that the multiplexer must know, told by their text. */

const COMMENTS = String.raw`(?:\s|--[^\n]*\n|/\*[^]*?\*/)*`;
const COPY_FROM_CLIENT = new RegExp(String.raw`^${COMMENTS}copy\s+(?!\()[^()]*(?:\([^()]*\))?\s*from\s+stdin\b`, "i");
const LISTEN = new RegExp(String.raw`^${COMMENTS}(un)?listen\s+("(?:[^"]|"")+"|[^\s;"]+)\s*;?\s*$`, "i");

/** Bytes: statements are told apart by how they start. */
const STATEMENT_START = 16 * 1024;

const decoder = new TextDecoder();

/** How the statement that starts at `offset` of a message starts. */
export function statementAt(message: Uint8Array, offset: number): string {
  const text = decoder.decode(message.subarray(offset, offset + STATEMENT_START));
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}

/** Whether a statement takes data from the client: `COPY table (columns) FROM STDIN`. */
export function isCopyFromClient(statement: string): boolean {
  return COPY_FROM_CLIENT.test(statement);
}

/** `UNLISTEN *` */
export const ALL_CHANNELS = "*";

/** What a LISTEN or UNLISTEN changes. */
export interface ListenChange {
  listens: boolean;
  channel: string;
}

/** Reads a LISTEN or UNLISTEN; undefined for all other statements. */
export function readListen(statement: string): ListenChange | undefined {
  const found = LISTEN.exec(statement);
  if (!found) return undefined;
  const [, un, name] = found;
  const channel = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
  return { listens: un === undefined, channel };
}
