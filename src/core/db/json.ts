/** JSON as a parameter of queries. */
import type postgres from "postgres";
import type { Queryable } from "./sql.ts";

/** A value of a `jsonb` column, as `JSON.stringify` writes it. */
export function jsonb(sql: Queryable, value: object): postgres.Parameter {
  // The client's type asks for an index signature, which interfaces do not have; what it does is `JSON.stringify`.
  return sql.json(value as postgres.JSONValue);
}
