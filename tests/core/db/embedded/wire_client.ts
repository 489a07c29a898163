/** A client that speaks the protocol message by message, for what postgres.js never does. */
import { MessageReader } from "../../../../src/core/db/embedded/message_reader.ts";
import { concatenate, message, readText, terminated, uint32s } from "../../../../src/core/db/embedded/wire_protocol.ts";

export interface Received {
  /** The letter of the message. */
  type: string;
  body: Uint8Array;
}

export class WireClient {
  readonly #reader = new MessageReader();
  readonly #buffer = new Uint8Array(64 * 1024);

  readonly #connection: Deno.UnixConn;

  private constructor(connection: Deno.UnixConn) {
    this.#connection = connection;
  }

  static async connect(socket: string): Promise<WireClient> {
    return new WireClient(await Deno.connect({ transport: "unix", path: socket }));
  }

  /** Connects and is let in. */
  static async start(socket: string): Promise<WireClient> {
    const client = await WireClient.connect(socket);
    await client.send(startupPacket(3 << 16, { user: "postgres" }));
    await client.receiveUntil("Z");
    return client;
  }

  async send(...messages: Uint8Array[]): Promise<void> {
    for (let bytes = concatenate(messages); bytes.length > 0;) {
      bytes = bytes.subarray(await this.#connection.write(bytes));
    }
  }

  /** Bytes as they come; undefined at the end. */
  async receiveBytes(): Promise<Uint8Array | undefined> {
    const length = await this.#connection.read(this.#buffer);
    return length === null ? undefined : this.#buffer.slice(0, length);
  }

  /** Messages up to the first of a type, which comes last; up to the end of the connection when none comes. */
  async receiveUntil(type: string): Promise<Received[]> {
    const received: Received[] = [];
    for (;;) {
      for (let next = this.#reader.nextMessage(); next; next = this.#reader.nextMessage()) {
        received.push({ type: String.fromCharCode(...next.subarray(0, 1)), body: next.subarray(5) });
        if (received.at(-1)!.type === type) return received;
      }
      const bytes = await this.receiveBytes();
      if (!bytes) return received;
      this.#reader.push(bytes);
    }
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }
}

export function startupPacket(version: number, parameters: Record<string, string>): Uint8Array {
  const texts = Object.entries(parameters).flat().map(terminated);
  const body = concatenate([uint32s(version), ...texts, Uint8Array.of(0)]);
  return concatenate([uint32s(4 + body.length), body]);
}

export function parse(name: string, statement: string): Uint8Array {
  return message(0x50, concatenate([terminated(name), terminated(statement), new Uint8Array(2)]));
}

/** Bind without parameters, and Execute without a limit. */
export function run(name: string): Uint8Array {
  const bind = message(0x42, concatenate([terminated(""), terminated(name), new Uint8Array(6)]));
  return concatenate([bind, message(0x45, concatenate([terminated(""), uint32s(0)]))]);
}

export const sync = message(0x53);

/** SQLSTATE of an ErrorResponse. */
export function errorCode({ body }: Received): string {
  for (let offset = 0; body[offset];) {
    const { text, end } = readText(body, offset);
    if (text.startsWith("C")) return text.slice(1);
    offset = end + 1;
  }
  throw new Error("An error without a code");
}

/** SQLSTATE of an ErrorResponse, the letter of any other message. */
export function errorCodeOrType(received: Received): string {
  return received.type === "E" ? errorCode(received) : received.type;
}

/** The first column of a DataRow, as text. */
export function firstColumn({ body }: Received): string {
  const length = new DataView(body.buffer, body.byteOffset).getInt32(2);
  return new TextDecoder().decode(body.subarray(6, 6 + length));
}
