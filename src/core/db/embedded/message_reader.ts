/** Cuts what a client sends into messages. */
import { concatenate, HEADER_LENGTH, readUint32 } from "./wire_protocol.ts";

/** A client that breaks the protocol, or its limits; its connection cannot go on. */
export class ProtocolError extends Error {
  override name = "ProtocolError";

  /** @param code SQLSTATE */
  constructor(readonly code: string, message: string) {
    super(message);
  }
}

/** The largest message a client may send, and the most data of one COPY: it is held in memory. */
export const LARGEST_MESSAGE = 256 * 1024 * 1024;

/** Packets that start a connection are small: PostgreSQL has the same limit. */
const LARGEST_STARTUP_PACKET = 10_000;

const STARTUP_HEADER_LENGTH = 4;

/** Collects bytes until there is a message. */
export class MessageReader {
  #pieces: Uint8Array[] = [];
  #length = 0;
  /** Bytes there must be before there is any point in looking. */
  #needed = STARTUP_HEADER_LENGTH;
  #bytes: Uint8Array = new Uint8Array();

  /** Takes bytes that arrived. */
  push(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#length += bytes.length;
  }

  /**
   * The next packet of the start of a connection (a length and a body, without a type byte), or undefined.
   * @throws ProtocolError
   */
  nextStartupPacket(): Uint8Array | undefined {
    return this.#take(0, LARGEST_STARTUP_PACKET);
  }

  /**
   * The next message, or undefined when none is complete.
   * @throws ProtocolError
   */
  nextMessage(): Uint8Array | undefined {
    return this.#take(HEADER_LENGTH - STARTUP_HEADER_LENGTH, LARGEST_MESSAGE);
  }

  #take(lengthOffset: number, limit: number): Uint8Array | undefined {
    const headerLength = lengthOffset + STARTUP_HEADER_LENGTH;
    if (this.#length < Math.max(this.#needed, headerLength)) return undefined;
    this.#gather();
    const length = readUint32(this.#bytes, lengthOffset);
    if (length < STARTUP_HEADER_LENGTH) throw new ProtocolError("08P01", "invalid message length");
    if (length > limit) throw new ProtocolError("54000", `a message is larger than ${limit} bytes`);
    const end = lengthOffset + length;
    if (this.#bytes.length < end) {
      this.#needed = end;
      return undefined;
    }
    const message = this.#bytes.subarray(0, end);
    this.#pieces = end < this.#bytes.length ? [this.#bytes.subarray(end)] : [];
    this.#length -= end;
    this.#needed = 0;
    return message;
  }

  #gather(): void {
    this.#bytes = concatenate(this.#pieces);
    this.#pieces = [this.#bytes];
  }
}
