/**
 * Messages of PostgreSQL's frontend/backend protocol, version 3.0: a type byte, the length of what follows (itself
 * included) as 32 bits, and the body. See "Message Formats" in PostgreSQL's manual.
 */

/** Type bytes of the messages a frontend sends. */
export const Frontend = {
  Bind: 0x42,
  Close: 0x43,
  CopyData: 0x64,
  CopyDone: 0x63,
  CopyFail: 0x66,
  Describe: 0x44,
  Execute: 0x45,
  Flush: 0x48,
  FunctionCall: 0x46,
  Parse: 0x50,
  Query: 0x51,
  Sync: 0x53,
  Terminate: 0x58,
} as const;

/** Type bytes of the messages a backend sends, as far as they are told apart here. */
export const Backend = {
  AuthenticationOk: 0x52,
  BackendKeyData: 0x4b,
  CommandComplete: 0x43,
  CopyInResponse: 0x47,
  ErrorResponse: 0x45,
  NegotiateProtocolVersion: 0x76,
  NotificationResponse: 0x41,
  ParameterStatus: 0x53,
  ReadyForQuery: 0x5a,
} as const;

/** Bytes before the body of a message. */
export const HEADER_LENGTH = 5;

/** The last byte of ReadyForQuery: no transaction is open, or one that failed. */
export const IDLE = 0x49;
/** Transaction status `E`: a statement failed, and only a rollback is accepted. */
export const FAILED = 0x45;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Makes a message. */
export function message(type: number, body: Uint8Array = new Uint8Array()): Uint8Array {
  const bytes = new Uint8Array(HEADER_LENGTH + body.length);
  bytes[0] = type;
  writeLength(bytes);
  bytes.set(body, HEADER_LENGTH);
  return bytes;
}

/** The length of the whole message that starts at `offset`, type byte included. */
export function messageLength(bytes: Uint8Array, offset: number): number {
  return 1 + readUint32(bytes, offset + 1);
}

/** Writes the length of a message that fills `bytes` into its header. */
export function writeLength(bytes: Uint8Array): void {
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(1, bytes.length - 1);
}

/** The statements of a simple query. */
export function query(statements: string): Uint8Array {
  return message(Frontend.Query, terminated(statements));
}

/** Closes a prepared statement, which need not exist. */
export function closeStatement(name: string): Uint8Array {
  return message(Frontend.Close, terminated("S" + name));
}

/** @param code SQLSTATE */
export function errorResponse(severity: "ERROR" | "FATAL", code: string, text: string): Uint8Array {
  return message(Backend.ErrorResponse, terminated(`S${severity}\0V${severity}\0C${code}\0M${text}\0`));
}

/** @param status `IDLE` or `FAILED` */
export function readyForQuery(status: number): Uint8Array {
  return message(Backend.ReadyForQuery, Uint8Array.of(status));
}

/** The message that tells a client the value of a setting, such as `server_version`. */
export function parameterStatus(name: string, value: string): Uint8Array {
  return message(Backend.ParameterStatus, terminated(`${name}\0${value}`));
}

/** Numbers of 32 bits, as the bodies of many messages are made of. */
export function uint32s(...numbers: number[]): Uint8Array {
  const bytes = new Uint8Array(4 * numbers.length);
  const view = new DataView(bytes.buffer);
  numbers.forEach((number, index) => view.setUint32(4 * index, number));
  return bytes;
}

/** A number of four bytes, big-endian, as all numbers of the protocol are. */
export function readUint32(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset);
}

/** The text from `offset` to the next zero byte, and where it ends. */
export function readText(bytes: Uint8Array, offset: number): { text: string; end: number } {
  const end = bytes.indexOf(0, offset);
  if (end < 0) throw new RangeError("A text has no end");
  return { text: decoder.decode(bytes.subarray(offset, end)), end };
}

/** A text with the zero byte that ends it. */
export function terminated(text: string): Uint8Array {
  return encoder.encode(text + "\0");
}

/** Joins pieces; a single one is not copied. */
export function concatenate(pieces: Uint8Array[]): Uint8Array {
  const [first] = pieces;
  if (first && pieces.length === 1) return first;
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}
