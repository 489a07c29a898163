/** The few kinds of statements that the multiplexer must know, told by their text. */

const COMMENTS = String.raw`(?:\s|--[^\n]*\n|/\*[^]*?\*/)*`;
const COPY_FROM_CLIENT = new RegExp(String.raw`^${COMMENTS}copy\s+(?!\()[^()]*(?:\([^()]*\))?\s*from\s+stdin\b`, "i");
const LISTEN = new RegExp(String.raw`^${COMMENTS}(un)?listen\s+("(?:[^"]|"")+"|[^\s;"]+)\s*;?\s*$`, "i");

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
