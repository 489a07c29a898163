/** The one database client: postgres.js, for native PostgreSQL and for the embedded database alike. */
import postgres from "postgres";
import { guardArrayTypeLookups } from "./array_type_lookup.ts";
import { LostConnections, STARTUP_PADDING } from "./lost_connections.ts";
import { countLosses } from "./moments.ts";
import { socketFactory } from "./sockets.ts";
import { tlsOf, urlForServer } from "./tls.ts";
import { askUnsentAgain } from "./unsent_queries.ts";

/** Values come back as: timestamps and dates as PostgreSQL text in UTC (microseconds survive), int8 as number. */
type Types = { timestamps: string; bigints: number };

/** A row of a query that does not say what it gives: nobody may rely on its columns. */
type UntypedRow = Record<string, unknown>;

interface Queries {
  /** Asks for rows: `sql<PictureRow[]>`. Without a row type, the columns are unknown. */
  <T extends readonly (object | undefined)[] = UntypedRow[]>(
    template: TemplateStringsArray,
    ...parameters: readonly postgres.ParameterOrFragment<Types[keyof Types]>[]
  ): postgres.PendingQuery<T>;
}

/** What the work of a transaction gives; promises in a list of results are waited for. */
type Results<T> = T extends readonly unknown[] ? { [K in keyof T]: T[K] extends Promise<infer R> ? R : T[K] } : T;

/** A pool of connections; call it as a tagged template. */
export interface Sql extends Queries, postgres.Sql<Types> {
  begin<T>(work: (tx: Transaction) => T | Promise<T>): Promise<Results<T>>;
  begin<T>(options: string, work: (tx: Transaction) => T | Promise<T>): Promise<Results<T>>;
}

/** One transaction: inside `sql.begin`, only this may be used (the embedded database has one backend). */
export interface Transaction extends Queries, postgres.TransactionSql<Types> {}

/** Whatever a query function can run on. */
export type Queryable = Sql | Transaction;
/** A piece of SQL made by a tagged template, to be put inside another. */
// deno-lint-ignore no-explicit-any
export type Fragment = postgres.PendingQuery<any>;

/** Where to connect: a PostgreSQL URL, or the unix socket of the embedded database. */
export type Target = { url: string } | { socket: string };

/** Limits of a pool. */
export interface PoolOptions {
  /** Maximum number of open connections. */
  max: number;
  /** Milliseconds that a statement may run; no limit when 0 or left out. See embedded/watchdog.ts for the embedded database. */
  statementTimeout?: number;
  /** Refuse every write, for read-only instances. */
  readOnly?: boolean;
  /** Keep connections for as long as the pool is open, for what lives with a connection, such as session locks. */
  keepsConnections?: boolean;
}

const DATE = 1082, TIMESTAMP = 1114, TIMESTAMPTZ = 1184, INT8 = 20;

/** Opens a pool; connections are made when first used. */
export function openPool(target: Target, options: PoolOptions): Sql {
  guardArrayTypeLookups();
  const lost = new LostConnections(), losses = { count: 0 };
  const tls = "url" in target ? tlsOf(target.url) : undefined;
  const common = {
    max: options.max,
    onclose: (connection: number) => {
      losses.count++;
      lost.onclose(connection);
    },
    onnotice: () => {},
    backoff: secondsToReconnect,
    socket: socketFactory(tls),
    ...(tls === undefined ? {} : { ssl: false }),
    ...(options.keepsConnections ? { max_lifetime: null } : {}),
    connection: {
      application_name: "panoramax",
      TimeZone: "UTC",
      // Compiling a query takes longer than any of them runs.
      jit: "off",
      ...STARTUP_PADDING,
      ...(options.statementTimeout ? { statement_timeout: options.statementTimeout } : {}),
      ...(options.readOnly ? { default_transaction_read_only: true } : {}),
    },
    types: {
      timestamps: {
        to: TIMESTAMPTZ,
        from: [DATE, TIMESTAMP, TIMESTAMPTZ],
        serialize: (value: string) => value,
        parse: (text: string) => text,
      },
      bigints: { to: INT8, from: [INT8], serialize: (value: number) => String(value), parse: Number },
    },
  };
  const pool = "url" in target
    ? postgres(urlForServer(target.url), common)
    : postgres({ ...common, path: target.socket, user: "postgres", database: "postgres", password: "" });
  lost.guard(pool);
  const sql = askUnsentAgain(pool);
  countLosses(sql, losses);
  return sql;
}

/** Longest wait, in seconds, after which a database that was away is asked again; that of postgres.js is 20. */
const LONGEST_PAUSE = 1;

/** Seconds to wait after so many failures in a row, not the same for all connections. */
function secondsToReconnect(failures: number): number {
  return (0.5 + Math.random() / 2) * Math.min(3 ** failures / 100, LONGEST_PAUSE);
}
