import type { Queryable, Transaction } from "./sql.ts";

/**
 * Writes also where API_READ_ONLY makes transactions read-only: what is no content of the instance, such as who is logged in.
 * @throws the database's error where it cannot write at all, such as on a replica
 */
export async function writeAnyway<T>(sql: Queryable, write: (sql: Transaction | Queryable) => Promise<T>): Promise<T> {
  // Inside of a transaction, whoever began it has chosen. The cast: begin() would also resolve promises inside of an array.
  return "begin" in sql ? await sql.begin("read write", (tx) => write(tx)) as T : await write(sql);
}
