import { onlyRow } from "../../../core/db/rows.ts";
import type { Queryable } from "../../../core/db/sql.ts";

/** Sizes in bytes. */
export interface SizesRow {
  database: number;
  /** Name and version of the database. */
  database_version: string;
  /** All files that were received and kept, as they were received. */
  received: number;
}

/** Bytes of the database and of what was uploaded. */
export async function readSizes(sql: Queryable): Promise<SizesRow> {
  const rows = await sql<SizesRow[]>`
    SELECT pg_database_size(current_database())::float8 AS database,
      'PostgreSQL ' || current_setting('server_version') AS database_version,
      (SELECT coalesce(sum(size::bigint), 0)::float8 FROM files WHERE picture_id IS NOT NULL) AS received`;
  return onlyRow(rows);
}
