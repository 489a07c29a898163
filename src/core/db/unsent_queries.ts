/**
 * Queries that fail without having been sent.
 *
 * When the server ends a connection in the midst of a query, postgres.js (3.4.9) fails that query with CONNECTION_CLOSED, keeps
 * the last word of the server, and answers with it the first query after connecting anew, instead of sending it. Such a query
 * did nothing, and can be asked again, even one that writes.
 */
import type postgres from "postgres";
import { codeOf } from "../thrown.ts";

/** Last words of a server: `admin_shutdown`, `crash_shutdown` (PostgreSQL documentation, appendix A). */
const LAST_WORDS = ["57P01", "57P02"];
/** Each try uses up the last words of one connection. */
const MOST_TRIES = 100;

/** A query of postgres.js, as far as it matters here. */
interface Query {
  /** Gives the query to a connection of the pool. */
  handler: (query: Query) => unknown;
  /** The backend to which it was sent; null before. */
  state: unknown;
  reject: (error: unknown) => void;
}

// deno-lint-ignore no-explicit-any
type AnySql = postgres.Sql<any>;

/** Notifications come by a pool of their own, with one connection, which is made by the first call. */
type Listen = ((...args: unknown[]) => Promise<unknown>) & { sql?: AnySql };

/** The pool, with queries that are asked again when they were not sent; among them LISTEN, after a lost connection. */
export function askUnsentAgain<S extends AnySql>(pool: S): S {
  // Its types do not tell of the pool that `listen` keeps as a property of itself.
  const listen = pool.listen as Listen;
  const listenAgain = async (...args: unknown[]) => {
    const isFirst = !listen.sql;
    const listening = await listen(...args);
    if (!listen.sql) throw unknownInternals();
    if (isFirst) listen.sql = proxy(listen.sql);
    return listening;
  };
  Object.assign(pool, { listen: listenAgain });
  return proxy(pool);
}

function proxy<S extends AnySql>(pool: S): S {
  return new Proxy(pool, {
    apply(target, self, args) {
      const made: unknown = Reflect.apply(target, self, args);
      return made instanceof Promise ? askAgainWhenUnsent(made) : made;
    },
  });
}

/**
 * The same query, which is asked again when it was not sent.
 * @throws TypeError when postgres.js makes queries in another way than is known here
 */
export function askAgainWhenUnsent<T>(query: T): T {
  // Not yet a promise that it is a Query: that is looked at next.
  const inner = query as Query;
  const { handler, state, reject } = inner;
  if (typeof handler !== "function" || state !== null || typeof reject !== "function") {
    throw unknownInternals();
  }
  let tries = 1;
  inner.reject = (error) => {
    const isUnsent = inner.state === null && LAST_WORDS.includes(codeOf(error) ?? "");
    // Later: the connection that reports this is only just becoming usable.
    if (isUnsent && tries++ < MOST_TRIES) setTimeout(() => handler(inner));
    else reject(error);
  };
  return query;
}

/** Nothing must go on unmended after a change of the library. */
function unknownInternals(): TypeError {
  return new TypeError("postgres.js makes queries in a new way: look at src/core/db/unsent_queries.ts");
}
