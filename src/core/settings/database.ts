/** Settings of the database. */
import { z } from "zod";
import { flag, integer, port, refusal } from "./values.ts";
import { SettingsError } from "./settings_error.ts";

/** The largest number of milliseconds that PostgreSQL takes for `statement_timeout`. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** Settings of the database. */
export const databaseSettings = {
  // The value may hold a password: it is not repeated.
  DB_URL: z.string().regex(/^postgres(ql)?:\/\//, "should be a PostgreSQL URL such as postgres://user@host/database")
    .optional(),
  DB_MAX_CNX: integer(10, "a number of connections", { min: 1, max: 1000 }),
  DB_STATEMENT_TIMEOUT: integer(10_000, "a number of milliseconds", { min: 0, max: LONGEST_TIMEOUT }),
  DB_CHECK_SCHEMA: flag(true),
};

/** Connections that each thread needs: one for requests, one for what takes long. */
const LEAST_OF_THREAD = 2;

/** @throws SettingsError when there are fewer connections than the threads need */
export function checkConnections({ HTTP_THREADS, DB_MAX_CNX }: { HTTP_THREADS?: number; DB_MAX_CNX: number }): void {
  if (HTTP_THREADS === undefined || HTTP_THREADS === 1 || DB_MAX_CNX >= LEAST_OF_THREAD * HTTP_THREADS) return;
  throw new SettingsError(
    `HTTP_THREADS of ${HTTP_THREADS} needs DB_MAX_CNX of at least ${LEAST_OF_THREAD * HTTP_THREADS}, which is ` +
      `${DB_MAX_CNX}: each thread has connections of its own`,
  );
}

/** The parts that `DB_URL` may be given in, as geovisio takes them. */
export const DATABASE_PARTS = ["DB_HOST", "DB_PORT", "DB_USERNAME", "DB_PASSWORD", "DB_NAME"];

/**
 * `DB_URL` made of its parts; undefined when none of them is given.
 * @throws SettingsError when the port is not a port
 */
export function databaseUrlFromParts(given: Record<string, string | undefined>): string | undefined {
  const { DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD, DB_NAME } = given;
  if (!DB_HOST && !DB_PORT && !DB_USERNAME && !DB_PASSWORD) return undefined;
  if (DB_PORT && !port(0).safeParse(DB_PORT).success) {
    throw new SettingsError(`DB_PORT ${refusal("a port number from 0 to 65535", DB_PORT)}`);
  }
  const password = DB_PASSWORD ? `:${encodeURIComponent(DB_PASSWORD)}` : "";
  const account = DB_USERNAME ? `${encodeURIComponent(DB_USERNAME)}${password}@` : "";
  return `postgres://${account}${DB_HOST ?? "localhost"}:${DB_PORT ?? "5432"}/${DB_NAME ?? ""}`;
}
