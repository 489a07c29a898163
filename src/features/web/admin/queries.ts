import type { Queryable } from "../../../core/db/sql.ts";

/** What the database itself takes, and what was received; bytes. */
export interface Sizes {
  database: number;
  /** Name and version of the database. */
  database_version: string;
  received: number;
}

/** Sizes of the database, and of the files that were received and kept. */
export async function readSizes(sql: Queryable): Promise<Sizes> {
  const [row] = await sql<Sizes[]>`
    SELECT pg_database_size(current_database())::float8 AS database,
      'PostgreSQL ' || current_setting('server_version') AS database_version,
      (SELECT coalesce(sum(size::bigint), 0)::float8 FROM files WHERE picture_id IS NOT NULL) AS received`;
  return row;
}
