import type { Queryable } from "../../core/db/sql.ts";
import type { ConfirmedMoment } from "../../core/steady_clock.ts";
import type { EventKind } from "./events.ts";

/** A row of `audit_events`. */
export interface AuditEventRow {
  /** Grows with time; as text, since it may be larger than the numbers of JSON. */
  id: string;
  /** PostgreSQL text, in UTC. */
  ts: string;
  kind: EventKind;
  account_id: string | null;
  account_name: string | null;
  address: string | null;
  path: string;
  status: number;
  details: Record<string, string>;
}

/** Records an event. The account may be gone: its name stays. */
export async function insertEvent(sql: Queryable, event: Omit<AuditEventRow, "id" | "ts">): Promise<void> {
  const { kind, account_id, account_name, address, path, status, details } = event;
  await sql`
    INSERT INTO audit_events (kind, account_id, account_name, address, path, status, details)
    VALUES (${kind}, (SELECT id FROM accounts WHERE id = ${account_id}), ${account_name}, ${address}, ${path}, ${status},
      ${sql.json(details)})`;
}

/** Which events to list, the newest first. */
export interface EventChoice {
  limit: number;
  /** Only events older than the one of this id. */
  before?: string;
  kind?: EventKind;
}

/** Events, the newest first: by the number, not by the text of the same name. */
export function listEvents(sql: Queryable, { limit, before, kind }: EventChoice): Promise<AuditEventRow[]> {
  return sql<AuditEventRow[]>`
    SELECT id::text AS id, ts, kind, account_id, account_name, address, path, status, details FROM audit_events
    WHERE ${before === undefined ? sql`TRUE` : sql`id < ${before}::bigint`}
      AND ${kind === undefined ? sql`TRUE` : sql`kind = ${kind}`}
    ORDER BY audit_events.id DESC LIMIT ${limit}`;
}

/**
 * Deletes events that were older than so many days at a moment. One that was recorded after an event which is kept is kept as long:
 * the clock was wrong when it got its time.
 * @returns how many
 */
export async function deleteOldEvents(sql: Queryable, days: number, { at }: ConfirmedMoment): Promise<number> {
  const limit = sql`${at}::timestamptz - ${days} * interval '1 day'`;
  const { count } = await sql`
    DELETE FROM audit_events WHERE ts < ${limit}
      AND id < coalesce((
        SELECT id FROM audit_events WHERE ts BETWEEN ${limit} AND ${at}::timestamptz ORDER BY audit_events.id LIMIT 1
      ), 9223372036854775807)`;
  return count;
}
