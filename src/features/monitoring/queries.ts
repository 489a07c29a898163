import { onlyRow } from "../../core/db/rows.ts";
import type { Sql } from "../../core/db/sql.ts";

/** Metrics that the database knows. */
export interface DatabaseMetricsRow {
  jobs: { task: string; state: "waiting" | "delayed" | "running"; number: number }[];
  /** Bytes of all tables and indexes. */
  database_size: number;
  /** Connections of all processes of the program. */
  connections: { state: string; number: number }[];
}

/** What the database knows about the whole instance. */
export async function readDatabaseMetrics(sql: Sql): Promise<DatabaseMetricsRow> {
  const rows = await sql<DatabaseMetricsRow[]>`
    SELECT
      coalesce((
        SELECT json_agg(json_build_object('task', task, 'state', state, 'number', number))
        FROM (
          SELECT task, CASE WHEN claimed_until > now() THEN 'running' WHEN to_do_after_ts > now() THEN 'delayed'
            ELSE 'waiting' END AS state, count(*) AS number
          FROM job_queue GROUP BY 1, 2
        ) AS jobs), '[]') AS jobs,
      pg_database_size(current_database()) AS database_size,
      coalesce((
        SELECT json_agg(json_build_object('state', coalesce(state, 'unknown'), 'number', number))
        FROM (
          SELECT state, count(*) AS number FROM pg_stat_activity
          WHERE application_name = 'panoramax' AND datname = current_database() GROUP BY state
        ) AS connections), '[]') AS connections`;
  return onlyRow(rows);
}
