/**
 * Transactions whose connection is lost on the way: the server was restarted, or ended the backend.
 *
 * postgres.js (3.4.9) fails such a transaction, but does not stop the function inside. What that does next, and the
 * ROLLBACK of the client itself, would go to a socket that is gone, as an uncaught error that ends the process; or, when
 * the client connected anew, into another transaction.
 */
import type postgres from "postgres";
import { codeOf, textOf } from "../thrown.ts";
import { askAgainWhenUnsent } from "./unsent_queries.ts";

/**
 * Blanks among the parameters of a connection, for which PostgreSQL does nothing. postgres.js gathers what is smaller than
 * 1024 bytes for a write that it schedules, and thinks it still scheduled when the connection was lost before: it would
 * never write on that connection again. A larger start-up message is written immediately, which avoids the problem.
 */
export const STARTUP_PADDING = { options: " ".repeat(1024) };

type AnySql = postgres.Sql<Record<never, never>>;
type AnyTransaction = postgres.TransactionSql<Record<never, never>>;

type Body = (tx: AnyTransaction) => unknown;
/** Options such as `read write` may come first. */
type BeginArguments = [options: string, body: Body] | [body: Body, nothing?: undefined];

/** What is tried in a transaction after its connection was lost. */
export class ConnectionLostError extends Error {
  override name = "ConnectionLostError";
  /** As errors of postgres.js have it. */
  readonly code = "CONNECTION_CLOSED";

  constructor() {
    super("The connection to the database was lost during a transaction");
  }
}

/** A transaction; a connection has one at most. */
class Run {
  isLost = false;
  /** Fails when the connection is lost. */
  readonly loss: Promise<never>;
  readonly #fail: (error: Error) => void;

  constructor() {
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => {});
    this.loss = promise;
    this.#fail = reject;
  }

  lose(): void {
    this.isLost = true;
    this.#fail(new ConnectionLostError());
  }
}

/** What postgres.js calls a connection and a query, as far as it matters here. */
interface Connection {
  id: number;
  execute: (query: { reject: (error: unknown) => void }) => unknown;
}

/** Notes which transactions lost their connection, for one pool. */
export class LostConnections {
  readonly #runs = new Map<number, Run>();
  readonly #watched = new WeakSet<Connection>();
  /** Connections that reported an error, but have not closed yet. */
  readonly #failing = new Set<number>();

  /** The option `onclose` of the pool; the id is that of postgres.js, and stays when it connects anew. */
  readonly onclose = (connection: number): void => {
    this.#runs.get(connection)?.lose();
    this.#runs.delete(connection);
    this.#failing.delete(connection);
  };

  /** Makes `begin` of the pool end transactions with their connections. */
  guard(pool: AnySql): void {
    // postgres.js is written in JavaScript: these are its methods as they are, which its types tell in several overloads.
    const begin = pool.begin.bind(pool) as (options: string, body: (tx: AnyTransaction) => unknown) => Promise<unknown>;
    // As above.
    const unsafe = pool.unsafe.bind(pool) as (...args: unknown[]) => unknown;
    let starting: Run | undefined;

    // `begin` sends BEGIN with this method; its option says which connection took it.
    const observedUnsafe = (...args: unknown[]) => {
      // The third argument of `unsafe` is its options.
      const options = args[2] as { onexecute?: (connection: Connection) => unknown } | undefined;
      if (!starting || !options?.onexecute) return unsafe(...args);
      const { onexecute } = options;
      const run = starting;
      starting = undefined;
      return askAgainWhenUnsent(unsafe(args[0], args[1], {
        ...options,
        onexecute: (connection: Connection) => {
          this.#watch(connection);
          this.#runs.set(connection.id, run);
          return onexecute(connection);
        },
      }));
    };

    const guardedBegin = async (...[first, second]: BeginArguments) => {
      const [options, body] = typeof first === "string" ? [first, second] : ["", first];
      if (!body) throw new TypeError("begin() needs a function");
      const run = new Run();
      starting = run;
      const transaction = begin(options, (tx) => runBody(body, tx, run));
      if (starting) throw unknownInternals();
      return await Promise.race([transaction, run.loss]);
    };
    Object.assign(pool, { unsafe: observedUnsafe, begin: guardedBegin });
  }

  /** What is sent between the error of a socket and its end would never be answered, nor anything after it. */
  #watch(connection: Connection): void {
    if (this.#watched.has(connection)) return;
    this.#watched.add(connection);
    const { id, execute } = connection;
    if (typeof id !== "number" || typeof execute !== "function") throw unknownInternals();
    connection.execute = (query) => {
      const { reject } = query;
      if (this.#failing.has(id)) {
        reject(new ConnectionLostError());
        return true;
      }
      query.reject = (error) => {
        if (isOfConnection(error)) {
          this.#failing.add(id);
          this.#runs.get(id)?.lose();
        }
        reject(error);
      };
      return execute(query);
    };
  }
}

/** Transactions must not go on unguarded after a change of the library. */
function unknownInternals(): Error {
  return new TypeError("postgres.js begins transactions in a new way: look at src/core/db/lost_connections.ts");
}

/** Whether an error is of the socket, and not of a query. */
function isOfConnection(error: unknown): boolean {
  return textOf(error, "syscall") !== undefined || (codeOf(error)?.startsWith("CONNECTION_") ?? false);
}

/** Never ends when the connection is lost: `begin` must not go on to COMMIT or ROLLBACK. */
async function runBody(body: (tx: AnyTransaction) => unknown, tx: AnyTransaction, run: Run): Promise<unknown> {
  try {
    const result = body(refuseWhenLost(tx, run));
    return await (Array.isArray(result) ? Promise.all(result) : result);
  } finally {
    if (run.isLost) await new Promise<never>(() => {});
  }
}

function refuseWhenLost(tx: AnyTransaction, run: Run): AnyTransaction {
  const check = () => {
    if (run.isLost) throw new ConnectionLostError();
  };
  return new Proxy(tx, {
    apply(target, self, args) {
      check();
      return Reflect.apply(target, self, args);
    },
    get(target, property) {
      check();
      return Reflect.get(target, property);
    },
  });
}
