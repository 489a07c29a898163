/**
 * Many connections on one backend. A connection has the backend from its first message until no transaction of it is open;
 * the others wait in turn, so that transactions never mix. Bytes in, bytes out: how they travel is the caller's.
 */
import type { Backend } from "./backend.ts";
import { AnswerTooLargeError } from "./backend.ts";
import { readAnswer } from "./backend_answer.ts";
import { ClientConnection, type Peer, type Work } from "./client_connection.ts";
import { IDLE, query } from "./wire_protocol.ts";

export interface MultiplexerOptions {
  /** Milliseconds that a transaction may be idle while others wait for the backend. */
  idleInTransactionLimit: number;
  /** What `SHOW server_version` says. */
  serverVersion: string;
  /** Called when the backend does not work any more. */
  onFailure(error: unknown): void;
}

/** Milliseconds of work after which sockets get a turn. */
const LONGEST_TURN = 5;

export class Multiplexer {
  readonly #connections = new Set<ClientConnection>();
  #nextNumber = 1;
  /** Connections that have work, in the order of their turns. */
  #waiting: ClientConnection[] = [];
  /** The connection whose transaction is open. */
  #owner: ClientConnection | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  /** Stays so when the backend failed. */
  #isWorking = false;
  #working: Promise<unknown> = Promise.resolve();
  #isReadOnly = false;

  constructor(private readonly backend: Backend, private readonly options: MultiplexerOptions) {}

  /** How many clients there are. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Takes a new client. */
  connect(peer: Peer): ClientConnection {
    const connection = new ClientConnection(this.#nextNumber++, peer, this.options.serverVersion);
    this.#connections.add(connection);
    return connection;
  }

  /** Takes bytes of a client. */
  receive(connection: ClientConnection, bytes: Uint8Array): void {
    connection.receive(bytes);
    this.#wake(connection);
  }

  /** To be called when a client that was behind has read what it was sent. */
  caughtUp(connection: ClientConnection): void {
    this.#wake(connection);
  }

  /** To be called when a client is gone: its transaction is rolled back. */
  disconnect(connection: ClientConnection): void {
    connection.close();
    this.#wake(connection);
  }

  /** Ends all connections and waits until the backend is at rest. */
  async stop(): Promise<void> {
    for (const connection of this.#connections) {
      connection.cut("57P01", "the embedded database is shutting down");
      this.#wake(connection);
    }
    await this.#working;
    clearTimeout(this.#idleTimer);
  }

  #wake(connection: ClientConnection): void {
    if (connection !== this.#owner && connection.hasWork && !this.#waiting.includes(connection)) {
      this.#waiting.push(connection);
    }
    this.#work();
  }

  #work(): void {
    if (this.#isWorking) return;
    this.#isWorking = true;
    this.#working = this.#workUntilNothingIsReady().catch((error) => this.options.onFailure(error));
  }

  async #workUntilNothingIsReady(): Promise<void> {
    let turnStart = performance.now();
    for (let connection = this.#next(); connection; connection = this.#next()) {
      await this.#serve(connection, connection.takeWork()!);
      if (performance.now() - turnStart > LONGEST_TURN) {
        await new Promise((resolve) => setImmediate(resolve));
        turnStart = performance.now();
      }
    }
    // Here and not when the promise is settled: what becomes ready in between would wait for ever.
    this.#isWorking = false;
  }

  /** Whose turn it is: nobody's when the transaction that is open waits for its client. */
  #next(): ClientConnection | undefined {
    const isReady = (connection: ClientConnection) =>
      connection.hasWork && (connection.isClosed || !connection.peer.isBehind());
    if (this.#owner) return isReady(this.#owner) ? this.#owner : undefined;
    // Whoever is behind is woken when it has caught up.
    while (this.#waiting.length > 0) {
      const connection = this.#waiting.shift()!;
      if (isReady(connection)) return connection;
    }
  }

  async #serve(connection: ClientConnection, work: Work): Promise<void> {
    if (work.kind === "answer") connection.send(work.bytes);
    else await this.#run(connection, work);
    if (connection !== this.#owner) this.#wake(connection);
  }

  async #run(connection: ClientConnection, work: Work & { kind: "run" }): Promise<void> {
    clearTimeout(this.#idleTimer);
    if (connection !== this.#owner) await this.#setReadOnly(connection.isReadOnly);
    let status: number | undefined;
    try {
      const answer = readAnswer(await this.backend.run(work.messages), work.isCopy);
      status = answer.status;
      for (const { channel, message } of answer.notifications) this.#notify(channel, message);
      connection.send(answer.bytes);
    } catch (error) {
      if (!(error instanceof AnswerTooLargeError)) throw error;
      connection.cut("54000", error.message);
    }
    if (status === IDLE) {
      this.#owner = undefined;
      await this.#betweenTransactions(connection);
    } else {
      this.#owner = connection;
      if (!connection.hasWork) this.#startIdleTimer(connection);
    }
  }

  async #betweenTransactions(connection: ClientConnection): Promise<void> {
    if (connection.hasUnlistened) {
      connection.hasUnlistened = false;
      await this.#renewListening();
    }
    if (connection.isClosed && !connection.hasWork) this.#connections.delete(connection);
    if (this.backend.isCheckpointDue) await this.backend.checkpoint();
  }

  async #setReadOnly(isReadOnly: boolean): Promise<void> {
    if (this.#isReadOnly === isReadOnly) return;
    await this.backend.run(query(`SET default_transaction_read_only = ${isReadOnly ? "on" : "off"}`));
    this.#isReadOnly = isReadOnly;
  }

  #notify(channel: string, notification: Uint8Array): void {
    for (const connection of this.#connections) {
      if (connection.channels.has(channel)) connection.send(notification);
    }
  }

  /** The backend stopped listening for one connection, and goes on for the others. */
  async #renewListening(): Promise<void> {
    const channels = new Set(Array.from(this.#connections, ({ channels }) => [...channels]).flat());
    const statements = Array.from(channels, (channel) => `; LISTEN "${channel.replaceAll('"', '""')}"`);
    await this.backend.run(query(`UNLISTEN *${statements.join("")}`));
  }

  /** A transaction whose client forgot it must not stop all others for ever. */
  #startIdleTimer(owner: ClientConnection): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      if (this.#waiting.length === 0) return this.#startIdleTimer(owner);
      owner.cut(
        "25P03",
        `terminating connection due to idle-in-transaction timeout: others waited ${this.options.idleInTransactionLimit} ` +
          "ms for the embedded database; inside a transaction use only the transaction, and nothing slow",
      );
      this.#work();
    }, this.options.idleInTransactionLimit);
  }
}
