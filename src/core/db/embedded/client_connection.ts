/** One client of the embedded database: turns what it sends into work for the backend. */
import { LARGEST_MESSAGE, MessageReader, ProtocolError } from "./message_reader.ts";
import { NO_ENCRYPTION, readStartupPacket, welcome } from "./startup.ts";
import {
  ALL_CHANNELS,
  PreparedSessionChanges,
  readSessionChange,
  type SessionChange,
  type TimeoutChange,
} from "./session_changes.ts";
import { isCopyFromClient, statementAt } from "./statement_text.ts";
import type { TransactionLoss } from "./transaction_loss.ts";
import { StatementNames } from "./statement_names.ts";
import { StatementTexts } from "./hold.ts";
import { Backend, concatenate, errorResponse, Frontend, HEADER_LENGTH, message, query } from "./wire_protocol.ts";

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

/** Messages for the backend. */
export interface Run {
  kind: "run";
  messages: Uint8Array;
  /** Whether the client was already asked for the data of a COPY. */
  isCopy: boolean;
  /** Whether the client may send anything else afterwards, rather than more of the same. */
  isComplete: boolean;
  /** What it changes of the session, in order. */
  sessionChanges: SessionChange[];
  /** The start of its last statement. */
  statement: string;
}

/** A step of a connection. */
export type Work =
  | Run
  /** An answer that is sent once all answers before it have been. */
  | { kind: "answer"; bytes: Uint8Array }
  /** The end of a transaction that was idle for too long. */
  | { kind: "rollback"; reason: string }
  /** The client took its leave. */
  | { kind: "close" };

/** Bytes of work that may wait; a client that sends more is paused until half of it is done. */
const MOST_WAITING = 4 * 1024 * 1024;

/**
 * Put after all that could be a COPY: one that waited for data would hold the only backend, this makes it fail. The
 * backend ignores it otherwise.
 */
const NO_COPY_DATA = message(Frontend.CopyFail, new TextEncoder().encode("send COPY as a statement of its own\0"));

/** A client of the embedded database: what a PostgreSQL backend of its own would remember for it. */
export class ClientConnection {
  readonly statements: StatementNames;
  /** Set when the transaction was rolled back without the client asking; the client will still end it later. */
  loss: TransactionLoss | undefined;
  isReadOnly = false;
  isClosed = false;
  /** Milliseconds that a statement may run in this session; 0 for no limit. */
  #statementTimeout = 0;
  /** The same for the current transaction, if it has its own limit. */
  #transactionTimeout: number | undefined;

  readonly #serverVersion: string;
  readonly #reader = new MessageReader();
  #hasStarted = false;
  #isPaused = false;
  #work: Work[] = [];
  #waitingBytes = 0;
  /** Messages up to the next that asks for an answer. */
  #batch: Uint8Array[] = [];
  #batchBytes = 0;
  readonly #prepared = new PreparedSessionChanges();
  readonly #texts = new StatementTexts();
  #statement = "";
  #sessionChanges: SessionChange[] = [];
  /** Whether the batch is a COPY whose data is arriving. */
  #isCopying = false;

  /** @param number identifies the connection; never reused */
  constructor(readonly number: number, readonly peer: Peer, serverVersion: string) {
    this.#serverVersion = serverVersion;
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

  /** Has the open transaction rolled back before anything else is done. */
  endTransaction(reason: string): void {
    this.#work.unshift({ kind: "rollback", reason });
  }

  /** Whether everything the client has asked for is done. */
  get isIdle(): boolean {
    return this.#work.length === 0;
  }

  /** Whether there is a step that can be done now: a client that does not read its answers gets no more of them. */
  get isReady(): boolean {
    const [next] = this.#work;
    return next !== undefined && (next.kind === "rollback" || this.isClosed || !this.peer.isBehind());
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

  /** Milliseconds that the next statement may run; 0 for no limit. */
  get statementTimeout(): number {
    return this.#transactionTimeout ?? this.#statementTimeout;
  }

  /** Takes over a `statement_timeout` that the client has set. */
  changeTimeout({ isLocal, milliseconds }: TimeoutChange): void {
    if (isLocal) this.#transactionTimeout = milliseconds;
    else this.#statementTimeout = milliseconds;
  }

  /** To be called once no transaction is open. */
  transactionEnded(): void {
    this.loss = undefined;
    this.#transactionTimeout = undefined;
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
    const messages = concatenate(cleaning);
    const sessionChanges: SessionChange[] = [{ kind: "listen", listens: false, channel: ALL_CHANNELS }];
    this.#addWork({ kind: "run", messages, isCopy: false, isComplete: true, sessionChanges, statement: "ROLLBACK" });
    this.loss = undefined;
  }

  #start(packet: Uint8Array): void {
    const request = readStartupPacket(packet);
    if (request.kind === "encryption") this.send(NO_ENCRYPTION);
    else if (request.kind === "cancel") this.close();
    else {
      this.#hasStarted = true;
      this.isReadOnly = /^(on|true|yes|1)$/i.test(request.parameters.get("default_transaction_read_only") ?? "");
      this.#statementTimeout = readTimeout(request.parameters.get("statement_timeout"));
      this.send(welcome(request, this.number, this.#serverVersion));
    }
  }

  #take(received: Uint8Array): void {
    const type = received[0];
    if (this.#isCopying) return this.#takeCopy(received);
    this.#statement = this.#texts.read(received) ?? this.#statement;
    switch (type) {
      case Frontend.Terminate:
        return this.#leave();
      case Frontend.CopyData:
      case Frontend.CopyDone:
      case Frontend.CopyFail:
        // Left over from a COPY that failed.
        return;
      case Frontend.Query:
        this.#noteChange(readSessionChange(statementAt(received, HEADER_LENGTH)));
        this.#add(received);
        if (isCopyFromClient(statementAt(received, HEADER_LENGTH))) return this.#startCopy();
        this.#add(NO_COPY_DATA);
        return this.#endBatch();
      case Frontend.Parse:
        this.#prepared.parse(received);
        return this.#add(this.statements.rename(received));
      case Frontend.Execute:
        this.#add(received);
        return this.#add(NO_COPY_DATA);
      case Frontend.Sync:
      case Frontend.Flush:
      case Frontend.FunctionCall:
        this.#add(received);
        return this.#endBatch({ isComplete: type !== Frontend.Flush });
      case Frontend.Bind:
      case Frontend.Close:
      case Frontend.Describe:
        this.#noteChange(this.#prepared.bind(received));
        return this.#add(this.statements.rename(received));
      default:
        // PostgreSQL ends the backend over it, of which there is only one.
        throw new ProtocolError("08P01", `invalid frontend message type ${type}`);
    }
  }

  #add(bytes: Uint8Array): void {
    this.#batchBytes += bytes.length;
    if (this.#batchBytes > LARGEST_MESSAGE) {
      throw new ProtocolError("54000", `more than ${LARGEST_MESSAGE} bytes were sent without asking for an answer`);
    }
    this.#batch.push(bytes);
  }

  #endBatch({ isCopy = false, isComplete = true } = {}): void {
    const messages = concatenate(this.#batch);
    const sessionChanges = this.#sessionChanges, statement = this.#statement;
    this.#addWork({ kind: "run", messages, isCopy, isComplete, sessionChanges, statement });
    this.#batch = [];
    this.#batchBytes = 0;
    this.#sessionChanges = [];
  }

  /** The backend cannot wait for data, so it gets COPY and data together; the client is asked for the data here. */
  #startCopy(): void {
    this.#isCopying = true;
    this.#addWork({ kind: "answer", bytes: message(Backend.CopyInResponse, new Uint8Array(3)) });
  }

  #takeCopy(received: Uint8Array): void {
    const type = received[0];
    if (type === Frontend.Terminate) return this.#leave();
    // PostgreSQL ignores Flush and Sync among the data.
    if (type === Frontend.Flush || type === Frontend.Sync) return;
    this.#add(received);
    if (type === Frontend.CopyData) return;
    if (type !== Frontend.CopyDone && type !== Frontend.CopyFail) {
      throw new ProtocolError("08P01", `unexpected message type ${type} during COPY`);
    }
    this.#isCopying = false;
    this.#endBatch({ isCopy: true });
  }

  #leave(): void {
    this.#addWork({ kind: "close" });
  }

  #addWork(work: Work): void {
    this.#work.push(work);
    if (work.kind === "run") this.#waitingBytes += work.messages.length;
    if (this.#waitingBytes > MOST_WAITING && !this.#isPaused && !this.isClosed) {
      this.#isPaused = true;
      this.peer.pause();
    }
  }

  #noteChange(change: SessionChange | undefined): void {
    if (change) this.#sessionChanges.push(change);
  }
}

/** Milliseconds; other units than that are not understood, and mean no limit. */
function readTimeout(parameter: string | undefined): number {
  return parameter !== undefined && /^\d+$/.test(parameter) ? Number(parameter) : 0;
}
