import { onlyRow } from "../core/db/rows.ts";
import type { Queryable } from "../core/db/sql.ts";

/** What the database knows of the health of the instance. */
export interface HealthRow {
  /** Milliseconds since 1970, by the clock of the database. */
  now: number;
  /** Jobs that failed several times and are still tried; counted up to a bound. */
  failing_jobs: number;
}

/** Attempts after which a job counts as failing. */
const MANY_ATTEMPTS = 3;
const MOST_COUNTED = 1000;

/** Asks the database. */
export async function readHealth(sql: Queryable): Promise<HealthRow> {
  return onlyRow(
    await sql<HealthRow[]>`
    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now,
      (SELECT count(*)::int FROM (
        SELECT FROM job_queue WHERE nb_errors + nb_deaths >= ${MANY_ATTEMPTS} LIMIT ${MOST_COUNTED}
      ) failing) AS failing_jobs`,
  );
}

/** Notes a problem that nobody noted yet, and that it is still there. */
export async function noteProblem(sql: Queryable, id: string, text: string): Promise<void> {
  await sql`
    INSERT INTO alerts (id, text) VALUES (${id}, ${text})
    ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp()`;
}

/** A note of a problem. */
export interface AlertRow {
  id: string;
  text: string;
  /** Whether somebody was told. */
  is_told: boolean;
  /** Nobody has looked for it for long. */
  is_forgotten: boolean;
}

/** Seconds after which nobody looks for a problem any more: the machine that had it is gone, or has another name. */
const FORGOTTEN = 3600;

/** All notes. */
export function listAlerts(sql: Queryable): Promise<AlertRow[]> {
  return sql<AlertRow[]>`
    SELECT id, text, is_told, seen_at NOT BETWEEN now() - make_interval(secs => ${FORGOTTEN})
      AND now() + make_interval(secs => ${FORGOTTEN}) AS is_forgotten
    FROM alerts ORDER BY id`;
}

/** Takes over telling of a problem for a minute. @returns false when another process does */
export async function claimAlert(sql: Queryable, id: string): Promise<boolean> {
  const { count } = await sql`
    UPDATE alerts SET claimed_at = now()
    WHERE id = ${id} AND (claimed_at IS NULL
      OR claimed_at NOT BETWEEN now() - interval '50 seconds' AND now() + interval '50 seconds')`;
  return count > 0;
}

/** Notes that somebody was told of a problem. */
export async function noteTold(sql: Queryable, id: string): Promise<void> {
  await sql`UPDATE alerts SET is_told = TRUE WHERE id = ${id}`;
}

/** Forgets a problem that is over. */
export async function deleteAlert(sql: Queryable, id: string): Promise<void> {
  await sql`DELETE FROM alerts WHERE id = ${id}`;
}
