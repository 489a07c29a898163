/** One client of the embedded database: turns what it sends into work for the backend. */
import { LARGEST_MESSAGE, MessageReader, ProtocolError } from "./message_reader.ts";
import { NO_ENCRYPTION, readStartupPacket, welcome } from "./startup.ts";
import { isCopyFromClient, readListen } from "./statement_kinds.ts";
import { StatementNames } from "./statement_names.ts";
import {
  Backend,
  concatenate,
  errorResponse,
  Frontend,
  HEADER_LENGTH,
  message,
  query,
  readText,
} from "./wire_protocol.ts";

/** The way back to a client. */
export interface Peer {
  send(bytes: Uint8Array): void;
  /** Whether much of what was sent still waits for the client to read it. */
  isBehind(): boolean;
  /** Stops and starts the taking of what the client sends. */
  pause(): void;
  resume(): void;
  /** Closes the connection after all that was sent. */
  close(): void;
}

/** A step: messages for the backend, or an answer that is due when all before it are given. */
export type Work = { kind: "run"; messages: Uint8Array; isCopy: boolean } | { kind: "answer"; bytes: Uint8Array };

/** Bytes of work that may wait; a client that sends more is paused until half of it is done. */
const MOST_WAITING = 4 * 1024 * 1024;

/** Statements are told apart by how they start. */
const STATEMENT_START = 16 * 1024;

/**
 * Put after all that could be a COPY: one that waited for data would hold the only backend, this makes it fail. The
 * backend ignores it otherwise.
 */
const NO_COPY_DATA = message(Frontend.CopyFail, new TextEncoder().encode("send COPY as a statement of its own\0"));

export class ClientConnection {
  readonly statements: StatementNames;
  /** Channels whose notifications the client gets. */
  readonly channels = new Set<string>();
  /** Set when the client stopped listening to a channel, which others may still listen to. */
  hasUnlistened = false;
  isReadOnly = false;
  isClosed = false;

  readonly #reader = new MessageReader();
  #hasStarted = false;
  #isPaused = false;
  #work: Work[] = [];
  #waitingBytes = 0;
  /** Messages up to the next that asks for an answer. */
  #batch: Uint8Array[] = [];
  #batchBytes = 0;
  /** Whether the batch is a COPY whose data is arriving. */
  #isCopying = false;

  /** @param number tells connections apart; never used again */
  constructor(readonly number: number, readonly peer: Peer, private readonly serverVersion: string) {
    this.statements = new StatementNames(number);
  }

  /** Takes bytes of the client. */
  receive(bytes: Uint8Array): void {
    if (this.isClosed) return;
    this.#reader.push(bytes);
    try {
      while (!this.#hasStarted && !this.isClosed) {
        const packet = this.#reader.nextStartupPacket();
        if (!packet) return;
        this.#start(packet);
      }
      while (!this.isClosed) {
        const next = this.#reader.nextMessage();
        if (!next) return;
        this.#take(next);
      }
    } catch (error) {
      if (!(error instanceof ProtocolError || error instanceof RangeError)) throw error;
      this.cut(error instanceof ProtocolError ? error.code : "08P01", error.message);
    }
  }

  get hasWork(): boolean {
    return this.#work.length > 0;
  }

  /** The next step, if there is one. */
  takeWork(): Work | undefined {
    const work = this.#work.shift();
    if (work?.kind === "run") this.#waitingBytes -= work.messages.length;
    if (this.#isPaused && this.#waitingBytes <= MOST_WAITING / 2) {
      this.#isPaused = false;
      this.peer.resume();
    }
    return work;
  }

  /** Sends, unless the client is gone. */
  send(bytes: Uint8Array): void {
    if (!this.isClosed && bytes.length > 0) this.peer.send(bytes);
  }

  /**
   * Ends the connection, telling the client why. What it still had to do is forgotten.
   * @param code SQLSTATE
   */
  cut(code: string, reason: string): void {
    this.send(errorResponse("FATAL", code, reason));
    this.#work = [];
    this.close();
  }

  /** Ends the connection; complete work that waits is still done, as PostgreSQL does. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.peer.close();
    this.#batch = [];
    // The first Sync ends what may be half done.
    const cleaning = [message(Frontend.Sync), query("ROLLBACK"), ...this.statements.closeAll(), message(Frontend.Sync)];
    this.#addWork({ kind: "run", messages: concatenate(cleaning), isCopy: false });
    this.hasUnlistened = this.channels.size > 0;
    this.channels.clear();
  }

  #start(packet: Uint8Array): void {
    const request = readStartupPacket(packet);
    if (request.kind === "encryption") this.send(NO_ENCRYPTION);
    else if (request.kind === "cancel") this.close();
    else {
      this.#hasStarted = true;
      this.isReadOnly = /^(on|true|yes|1)$/i.test(request.parameters.get("default_transaction_read_only") ?? "");
      this.send(welcome(request, this.number, this.serverVersion));
    }
  }

  #take(received: Uint8Array): void {
    const type = received[0];
    if (this.#isCopying) return this.#takeCopy(received);
    switch (type) {
      case Frontend.Terminate:
        return this.close();
      case Frontend.CopyData:
      case Frontend.CopyDone:
      case Frontend.CopyFail:
        // Left over from a COPY that failed.
        return;
      case Frontend.Query:
        this.#noteListening(received, HEADER_LENGTH);
        this.#add(received);
        if (isCopyFromClient(statementAt(received, HEADER_LENGTH))) return this.#startCopy();
        this.#add(NO_COPY_DATA);
        return this.#endBatch();
      case Frontend.Parse:
        this.#noteListening(received, readText(received, HEADER_LENGTH).end + 1);
        return this.#add(this.statements.rename(received));
      case Frontend.Execute:
        this.#add(received);
        return this.#add(NO_COPY_DATA);
      case Frontend.Sync:
      case Frontend.Flush:
      case Frontend.FunctionCall:
        this.#add(received);
        return this.#endBatch();
      default:
        return this.#add(this.statements.rename(received));
    }
  }

  #add(bytes: Uint8Array): void {
    this.#batchBytes += bytes.length;
    if (this.#batchBytes > LARGEST_MESSAGE) {
      throw new ProtocolError("54000", `more than ${LARGEST_MESSAGE} bytes were sent without asking for an answer`);
    }
    this.#batch.push(bytes);
  }

  #endBatch(isCopy = false): void {
    const messages = concatenate(this.#batch);
    this.#batch = [];
    this.#batchBytes = 0;
    this.#addWork({ kind: "run", messages, isCopy });
  }

  /** The backend cannot wait for data, so it gets COPY and data together; the client is asked for the data here. */
  #startCopy(): void {
    this.#isCopying = true;
    this.#addWork({ kind: "answer", bytes: message(Backend.CopyInResponse, new Uint8Array(3)) });
  }

  #takeCopy(received: Uint8Array): void {
    const type = received[0];
    if (type === Frontend.Terminate) return this.close();
    // PostgreSQL ignores Flush and Sync among the data.
    if (type === Frontend.Flush || type === Frontend.Sync) return;
    this.#add(received);
    if (type === Frontend.CopyData) return;
    this.#isCopying = false;
    this.#endBatch(true);
  }

  #addWork(work: Work): void {
    this.#work.push(work);
    if (work.kind === "run") this.#waitingBytes += work.messages.length;
    if (this.#waitingBytes > MOST_WAITING && !this.#isPaused && !this.isClosed) {
      this.#isPaused = true;
      this.peer.pause();
    }
  }

  #noteListening(received: Uint8Array, offset: number): void {
    const change = readListen(statementAt(received, offset));
    if (!change) return;
    if (change.listens) this.channels.add(change.channel);
    else {
      if (change.channel === "*") this.channels.clear();
      else this.channels.delete(change.channel);
      this.hasUnlistened = true;
    }
  }
}

const decoder = new TextDecoder();

/** How the statement that starts at `offset` starts. */
function statementAt(received: Uint8Array, offset: number): string {
  const text = decoder.decode(received.subarray(offset, offset + STATEMENT_START));
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}
