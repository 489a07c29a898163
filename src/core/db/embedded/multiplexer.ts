/**
 * Many connections on one backend. A connection has the backend from its first message until no transaction of it is open;
 * the others wait in turn, so that transactions never mix. Bytes in, bytes out: how they travel is the caller's.
 */
import { AnswerTooLargeError, type Backend } from "./backend.ts";
import { type BackendAnswer, readAnswer } from "./backend_answer.ts";
import { ClientConnection, type Peer, type Run, type Work } from "./client_connection.ts";
import { BackendCrash } from "./main_loop_guard.ts";
import { HoldTimer, type LongHold } from "./hold.ts";
import { Listening } from "./listening.ts";
import { TransactionLoss } from "./transaction_loss.ts";
import { errorResponse, FAILED, IDLE, query, readyForQuery } from "./wire_protocol.ts";

/** Limits and notices of the multiplexer. */
export interface MultiplexerOptions {
  /** Milliseconds that a transaction may be idle while others wait for the backend. */
  idleInTransactionLimit: number;
  /** What `SHOW server_version` says. */
  serverVersion: string;
  /** Called when the backend has stopped working. */
  onFailure(error: unknown): void;
  /** Called when a transaction had the backend for long. */
  onLongHold?(hold: LongHold): void;
}

/** Opens a transaction in which everything but its end fails. */
const FAILED_TRANSACTION = query("BEGIN; SELECT 1 / 0");

/** SQLSTATE: idle_in_transaction_session_timeout, program_limit_exceeded. */
const IDLE_IN_TRANSACTION = "25P03";
const TOO_LARGE = "54000";

/** Milliseconds of work after which sockets get a turn. */
const LONGEST_TURN = 5;

/** Lets many connections share the one backend of the embedded database, a transaction at a time. */
export class Multiplexer {
  readonly #backend: Backend;
  readonly #options: MultiplexerOptions;
  readonly #connections = new Set<ClientConnection>();
  #nextNumber = 1;
  /** Connections that have work, in the order of their turns. */
  #waiting: ClientConnection[] = [];
  /** The connection whose transaction is open. */
  #owner: ClientConnection | undefined;
  /** Transaction status of the owner; undefined in the middle of messages that belong together. */
  #ownerStatus: number | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  /** Stays so when the backend failed. */
  #isWorking = false;
  #working: Promise<unknown> = Promise.resolve();
  readonly #listening = new Listening<ClientConnection>();
  readonly #holdTimer: HoldTimer;
  /** As the backend is set at the moment. */
  #isReadOnly = false;

  constructor(backend: Backend, options: MultiplexerOptions) {
    this.#backend = backend;
    this.#options = options;
    this.#holdTimer = new HoldTimer((hold) => options.onLongHold?.(hold));
  }

  /** How many clients there are. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  /** Takes a new client. */
  connect(peer: Peer): ClientConnection {
    const connection = new ClientConnection(this.#nextNumber++, peer, this.#options.serverVersion);
    this.#connections.add(connection);
    return connection;
  }

  /** Takes bytes of a client. */
  receive(connection: ClientConnection, bytes: Uint8Array): void {
    connection.receive(bytes);
    if (connection === this.#owner && !this.#isWorking) this.#startIdleTimer(connection);
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
    if (connection !== this.#owner && !connection.isIdle && !this.#waiting.includes(connection)) {
      this.#waiting.push(connection);
    }
    this.#work();
  }

  #work(): void {
    if (this.#isWorking) return;
    this.#isWorking = true;
    this.#working = this.#workUntilNothingIsReady().catch((error) => this.#options.onFailure(error));
  }

  async #workUntilNothingIsReady(): Promise<void> {
    let turnStart = performance.now();
    for (let connection = this.#next(); connection; connection = this.#next()) {
      // Ready means that there is work.
      await this.#serve(connection, connection.takeWork()!);
      if (performance.now() - turnStart > LONGEST_TURN) {
        await new Promise((resolve) => setImmediate(resolve));
        turnStart = performance.now();
      }
    }
    // Here and not when the promise is settled: what becomes ready in between would wait for ever.
    this.#isWorking = false;
  }

  /** Whose turn it is; undefined while the open transaction waits for its client. */
  #next(): ClientConnection | undefined {
    if (this.#owner) return this.#owner.isReady ? this.#owner : undefined;
    // Whoever is behind is woken when it has caught up.
    for (let connection = this.#waiting.shift(); connection; connection = this.#waiting.shift()) {
      if (connection.isReady) return connection;
    }
  }

  async #serve(connection: ClientConnection, work: Work): Promise<void> {
    switch (work.kind) {
      case "run":
        await this.#run(connection, work);
        break;
      case "answer":
        connection.send(work.bytes);
        break;
      case "rollback":
        await this.#rollBack(connection, IDLE_IN_TRANSACTION, work.reason);
        break;
      case "close":
        connection.close();
    }
    if (connection !== this.#owner) this.#wake(connection);
  }

  async #run(connection: ClientConnection, run: Run): Promise<void> {
    clearTimeout(this.#idleTimer);
    if (connection !== this.#owner) await this.#takeOver(connection);
    let answer: BackendAnswer;
    try {
      answer = await this.#holdTimer.during(
        run.statement,
        async () => readAnswer(await this.#backend.run(run.messages, connection.statementTimeout), run),
      );
    } catch (error) {
      if (!(error instanceof AnswerTooLargeError)) throw error;
      return await this.#refuseAnswer(connection, run, error.message);
    }
    for (const change of run.sessionChanges) {
      if (change.kind === "listen") this.#listening.change(connection, change);
      else connection.changeTimeout(change);
    }
    for (const { channel, message } of answer.notifications) {
      for (const listener of this.#listening.to(channel)) listener.send(message);
    }
    connection.send(connection.loss?.tellIn(answer.bytes) ?? answer.bytes);
    if (answer.status === IDLE) await this.#release(connection);
    else this.#keep(connection, answer.status);
  }

  /** The connection's transaction is open, or it has sent only a part of what belongs together. */
  #keep(connection: ClientConnection, status: number | undefined): void {
    this.#owner = connection;
    this.#ownerStatus = status;
    if (!connection.isReady) this.#startIdleTimer(connection);
  }

  async #release(connection: ClientConnection): Promise<void> {
    this.#owner = undefined;
    this.#holdTimer.end();
    connection.transactionEnded();
    await this.#betweenTransactions(connection);
  }

  /** Puts the backend into the state that the connection knows. */
  async #takeOver(connection: ClientConnection): Promise<void> {
    if (this.#isReadOnly !== connection.isReadOnly) {
      const value = connection.isReadOnly ? "on" : "off";
      await this.#backend.run(query(`SET default_transaction_read_only = ${value}`));
      this.#isReadOnly = connection.isReadOnly;
    }
    if (connection.loss && !connection.isClosed) await this.#backend.run(FAILED_TRANSACTION);
  }

  async #rollBack(connection: ClientConnection, code: string, reason: string): Promise<void> {
    await this.#backend.run(query("ROLLBACK"));
    await this.#release(connection);
    connection.loss = new TransactionLoss(code, reason);
  }

  /** Everything was run, but the client cannot get the result. */
  async #refuseAnswer(connection: ClientConnection, run: Run, reason: string): Promise<void> {
    this.#owner = connection;
    if (!run.isComplete) {
      connection.cut(TOO_LARGE, reason);
      return;
    }
    const isInTransaction = this.#backend.isInTransaction;
    connection.send(errorResponse("ERROR", TOO_LARGE, reason));
    connection.send(readyForQuery(isInTransaction ? FAILED : IDLE));
    if (isInTransaction) await this.#rollBack(connection, TOO_LARGE, reason);
    else await this.#release(connection);
  }

  async #betweenTransactions(connection: ClientConnection): Promise<void> {
    const renewal = this.#listening.takeRenewal();
    if (renewal) await this.#backend.run(query(renewal));
    if (connection.isClosed && connection.isIdle) this.#connections.delete(connection);
    if (this.#backend.isCheckpointDue) await this.#checkpoint();
  }

  async #checkpoint(): Promise<void> {
    try {
      await this.#backend.checkpoint();
    } catch (error) {
      if (error instanceof BackendCrash) throw error;
      // The next one is due soon, and maintenance logs it.
    }
  }

  /** A transaction whose client forgot it must not stop all others for ever. */
  #startIdleTimer(owner: ClientConnection): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      if (this.#waiting.length === 0) return this.#startIdleTimer(owner);
      const reason =
        `the transaction was rolled back: it was idle for ${this.#options.idleInTransactionLimit} ms while ` +
        "others waited for the embedded database. Inside a transaction use only the transaction, and nothing slow";
      if (this.#ownerStatus === undefined) owner.cut(IDLE_IN_TRANSACTION, reason);
      else owner.endTransaction(reason);
      this.#work();
    }, this.#options.idleInTransactionLimit);
  }
}
