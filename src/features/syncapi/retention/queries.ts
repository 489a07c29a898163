import type { Queryable, Transaction } from "../../../core/db/sql.ts";
import { onlyRow } from "../../../core/db/rows.ts";
import type { ConfirmedMoment } from "../../../core/steady_clock.ts";
import type { ExpiryRule } from "./expire.ts";

/** A camera with its own number of days by kind. */
export interface RetentionRow {
  id: number;
  name: string;
  retention: Record<string, number>;
}

/** All cameras with how long their files are kept. */
export function listRetentions(sql: Queryable): Promise<RetentionRow[]> {
  return sql<RetentionRow[]>`
    SELECT id, coalesce(friendly_name, name) || ' ' || id AS name, retention FROM allsky_cameras ORDER BY id`;
}

/** How many entries of a rule are too old. */
export async function countExpired(
  sql: Queryable,
  { cameraId, kind, days }: ExpiryRule,
  { at }: ConfirmedMoment,
): Promise<number> {
  const rows = await sql<{ count: number }[]>`
    SELECT count(*) AS count FROM allsky_assets
    WHERE camera_id = ${cameraId} AND kind = ${kind} AND taken_at < ${at}::timestamptz - make_interval(days => ${days})`;
  return onlyRow(rows).count;
}

interface ExpiredRow {
  id: number;
  thumbnail_uuid: string | null;
}

/** Some entries of a rule that are too old, oldest first. Entries that are being written are left for the next run. */
export function findExpired(
  tx: Transaction,
  { cameraId, kind, days }: ExpiryRule,
  { at }: ConfirmedMoment,
  limit: number,
): Promise<ExpiredRow[]> {
  return tx<ExpiredRow[]>`
    SELECT id, thumbnail_uuid FROM allsky_assets
    WHERE camera_id = ${cameraId} AND kind = ${kind} AND taken_at < ${at}::timestamptz - make_interval(days => ${days})
    ORDER BY taken_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
}

/**
 * Shows or hides a camera, redirects visitors to its remote files or not, and sets its own days by kind.
 * @param retention days by kind; null restores the default
 * @returns false for an unknown id
 */
export async function updateCameraSettings(
  sql: Queryable,
  id: number,
  { hidden, prefersRemote, retention }: {
    hidden?: boolean;
    prefersRemote?: boolean;
    retention: Record<string, number | null>;
  },
): Promise<boolean> {
  const { count } = await sql`
    UPDATE allsky_cameras SET hidden = coalesce(${hidden ?? null}::boolean, hidden),
      prefers_remote = coalesce(${prefersRemote ?? null}::boolean, prefers_remote),
      retention = jsonb_strip_nulls(retention || ${sql.json(retention)})
    WHERE id = ${id}`;
  return count > 0;
}

/** A camera as the command line lists it. */
export interface CameraListRow {
  id: number;
  uuid: string;
  name: string;
  hidden: boolean;
  /** Days by kind, where they differ from the default. */
  retention: Record<string, number>;
  entries: number;
}

/** All cameras, including hidden ones, with the number of their entries. */
export function listAllCameras(sql: Queryable): Promise<CameraListRow[]> {
  return sql<CameraListRow[]>`
    SELECT c.id, c.uuid, coalesce(friendly_name, name) AS name, hidden, retention,
      (SELECT count(*) FROM allsky_assets a WHERE a.camera_id = c.id) AS entries
    FROM allsky_cameras c ORDER BY id`;
}
