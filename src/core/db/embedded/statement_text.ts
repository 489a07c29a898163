/** The text of statements, as far as the multiplexer has to look at it. */

/** A regular expression for blanks and comments. */
export const COMMENTS = String.raw`(?:\s|--[^\n]*\n|/\*[^]*?\*/)*`;
const COPY_FROM_CLIENT = new RegExp(String.raw`^${COMMENTS}copy\s+(?!\()[^()]*(?:\([^()]*\))?\s*from\s+stdin\b`, "i");

/** Bytes at the start of a statement that are looked at. */
const STATEMENT_START = 16 * 1024;

const decoder = new TextDecoder();

/** The start of the statement at `offset` of a message. */
export function statementAt(message: Uint8Array, offset: number): string {
  const text = decoder.decode(message.subarray(offset, offset + STATEMENT_START));
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}

/** Whether a statement takes data from the client: `COPY table (columns) FROM STDIN`. */
export function isCopyFromClient(statement: string): boolean {
  return COPY_FROM_CLIENT.test(statement);
}
