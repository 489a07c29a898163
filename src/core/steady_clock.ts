/**
 * Whether the clock can be believed, for everything that deletes by age. A Raspberry Pi has no battery for its clock: it may start
 * in another year, until the network tells it the time, and must not delete meanwhile what only seems to be old.
 *
 * What counts is the clock of the database: rows are dated by it, and compared with it, no matter which server asks. Servers note
 * every few minutes what it shows. Near to the last moment at which it was right, it is right. After a longer gap, nobody knows
 * whether the machine was switched off or the clock is wrong; then it has to run evenly for a day, or to be set from the network.
 */
import { onlyRow } from "./db/rows.ts";
import type { Fragment, Queryable, Sql } from "./db/sql.ts";
import { logger } from "./log.ts";

const log = logger("clock");

/** By how much the clock may differ from the last moment at which it was right: as long as a machine may be off. */
const GAP = "2 days";
/** How long a clock in doubt has to run evenly, in hours. */
export const STEADY_HOURS = 24;
/** Two looks no further apart than this show a clock that runs; between others it may have been set. Servers look more often. */
const LONGEST_STEP = "15 minutes";
/** How long a machine may be off while it counts how long the clock ran: some are on at weekends, or for a night each month. */
const LONGEST_STOP = "31 days";
/** By how much the clocks of two machines that are right may differ. */
const CLOCKS_DIFFER = "30 seconds";

/** A moment at which the clock was right, as PostgreSQL text: what is deleted by age is compared with it, not with a later look. */
export interface ConfirmedMoment {
  at: string;
}

/** What is known of the clock of the database. */
export interface ClockRow {
  /** What it shows; PostgreSQL text in UTC, as the other one. */
  seen_at: string;
  /** When it was last right; null when nobody knows. */
  confirmed_at: string | null;
  is_confirmed: boolean;
  /** For how long it has run evenly since it was in doubt; counted only while servers run. */
  steady_seconds: number;
}

/** What is known besides what the database has. */
export interface Look {
  /** What the clock is taken to show, as PostgreSQL text: for tests. */
  now?: string;
  /** What the clock of this machine shows, if it was set from the network (`synchronizedTime()`). */
  synchronized?: Date;
}

/** Notes what the clock shows. */
export async function watchClock(sql: Queryable, { now, synchronized }: Look = {}): Promise<ClockRow> {
  return onlyRow(
    await sql<ClockRow[]>`
    INSERT INTO clock_watch AS known (seen_at, confirmed_at)
    SELECT now, CASE WHEN ${isEmpty(sql)} OR ${isSynchronized(sql, synchronized)} THEN now END
    FROM (SELECT coalesce(${now ?? null}::timestamptz, clock_timestamp()) AS now) look
    ON CONFLICT (is_only) DO UPDATE SET (seen_at, confirmed_at, steady_seconds) = (
      SELECT now, CASE WHEN is_right THEN now ELSE known.confirmed_at END, CASE WHEN is_right THEN 0 ELSE steady END
      FROM (SELECT EXCLUDED.seen_at AS now, EXCLUDED.seen_at - known.seen_at AS step) look
      CROSS JOIN LATERAL (
        SELECT CASE
          WHEN step BETWEEN -${LONGEST_STEP}::interval AND ${LONGEST_STEP}::interval
            THEN known.steady_seconds + greatest(0, extract(epoch FROM step))
          -- Without a network, a clock goes on from the time that was last noted before the power was cut, as an hour ago.
          WHEN step BETWEEN -${GAP}::interval AND ${LONGEST_STOP}::interval THEN known.steady_seconds
          ELSE 0
        END AS steady
      ) run
      CROSS JOIN LATERAL (
        SELECT ${isNear(sql)} OR steady >= ${STEADY_HOURS}::float8 * 3600 OR ${
      isSynchronized(sql, synchronized)
    } AS is_right
      ) verdict
    )
    RETURNING seen_at, confirmed_at, steady_seconds, confirmed_at IS NOT DISTINCT FROM seen_at AS is_confirmed`,
  );
}

/** What is known of the clock, without noting anything; `is_watched` when a server has looked before. */
export async function readClock(sql: Queryable): Promise<ClockRow & { is_watched: boolean }> {
  return onlyRow(
    await sql<(ClockRow & { is_watched: boolean })[]>`
    SELECT now AS seen_at, confirmed_at, coalesce(steady_seconds, 0) AS steady_seconds, known.seen_at IS NOT NULL AS is_watched,
      ${isNear(sql)} AS is_confirmed
    FROM clock_timestamp() AS now LEFT JOIN clock_watch known ON TRUE`,
  );
}

/** Whether `now` is near to the last moment at which the clock was right, before or after it. */
function isNear(sql: Queryable): Fragment {
  return sql`coalesce(now BETWEEN known.confirmed_at - ${GAP}::interval AND known.confirmed_at + ${GAP}::interval, FALSE)`;
}

/** Whether `now` is what a clock shows that was set from the network. */
function isSynchronized(sql: Queryable, time: Date | undefined): Fragment {
  if (!time) return sql`FALSE`;
  const at = sql`${time.toISOString()}::timestamptz`;
  return sql`now BETWEEN ${at} - ${CLOCKS_DIFFER}::interval AND ${at} + ${CLOCKS_DIFFER}::interval`;
}

/** Whether the instance is new: it has nothing that a wrong clock could delete, so any clock is good enough to begin with. */
function isEmpty(sql: Queryable): Fragment {
  return sql`(NOT EXISTS (SELECT FROM pictures) AND NOT EXISTS (SELECT FROM allsky_assets)
    AND NOT EXISTS (SELECT FROM audit_events))`;
}

/** Pools whose log says that deletions wait. */
const waiting = new WeakSet<Sql>();

/**
 * The present moment, for something that deletes what is older; undefined while the clock may be wrong: then nothing may be deleted.
 * The log says once why, and once when it is over.
 */
export async function confirmMoment(sql: Sql): Promise<ConfirmedMoment | undefined> {
  const clock = await watchClock(sql);
  if (clock.is_confirmed) {
    if (waiting.delete(sql)) log.info("The clock has been confirmed: what is too old is deleted again");
    return { at: clock.seen_at };
  }
  if (!waiting.has(sql)) log.info("Nothing is deleted by age for now: {reason}", { reason: doubtAbout(clock) });
  waiting.add(sql);
  return undefined;
}

/** Why a clock that is not confirmed cannot be believed, and until when, as a sentence in English without its full stop. */
export function doubtAbout({ seen_at, confirmed_at, steady_seconds }: ClockRow): string {
  const last = confirmed_at === null ? "" : `, and was last known to be right at ${minuteOf(confirmed_at)}`;
  const hours = Math.floor(steady_seconds / 3600);
  return `the clock shows ${
    minuteOf(seen_at)
  }${last} UTC; it may be wrong, until it is set from the network or has run ` +
    `evenly for ${STEADY_HOURS} hours (so far ${hours})`;
}

function minuteOf(time: string): string {
  return time.slice(0, 16);
}

/** Made by systemd-timesyncd when it has set the clock; gone after a restart of the machine. */
const SYNCHRONIZED = "/run/systemd/timesync/synchronized";

/**
 * What the clock of this machine shows, if it is known to have been set from the network since the machine started. Other programs
 * than systemd-timesyncd leave no such note: then it is undefined.
 * @param note the file that says so
 */
export async function synchronizedTime(note = SYNCHRONIZED): Promise<Date | undefined> {
  return await Deno.stat(note).then(() => new Date(), () => undefined);
}
