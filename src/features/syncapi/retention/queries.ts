import type { Queryable, Transaction } from "../../../core/db/sql.ts";
import type { ExpiryRule } from "./retention.ts";

/** Every camera with the days it has of its own, by kind. */
export function listRetentions(
  sql: Queryable,
): Promise<{ id: number; name: string; retention: Record<string, number> }[]> {
  return sql`SELECT id, coalesce(friendly_name, name) || ' ' || id AS name, retention FROM allsky_cameras ORDER BY id`;
}

/** How many entries of a rule are too old. */
export async function countExpired(sql: Queryable, { cameraId, kind, days }: ExpiryRule): Promise<number> {
  const [{ count }] = await sql`
    SELECT count(*) AS count FROM allsky_assets
    WHERE camera_id = ${cameraId} AND kind = ${kind} AND taken_at < now() - make_interval(days => ${days})`;
  return count;
}

/** Some entries of a rule that are too old, oldest first; those that somebody is writing now are left for the next time. */
export function findExpired(
  tx: Transaction,
  { cameraId, kind, days }: ExpiryRule,
  limit: number,
): Promise<{ id: number; thumbnail_uuid: string | null }[]> {
  return tx`
    SELECT id, thumbnail_uuid FROM allsky_assets
    WHERE camera_id = ${cameraId} AND kind = ${kind} AND taken_at < now() - make_interval(days => ${days})
    ORDER BY taken_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
}

/**
 * Shows or hides a camera, sends visitors elsewhere or not, and sets its own days by kind; null takes a wish back.
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

/** All cameras, hidden ones too, with the number of their entries. */
export function listAllCameras(
  sql: Queryable,
): Promise<{ id: number; uuid: string; name: string; hidden: boolean; entries: number; retention: object }[]> {
  return sql`
    SELECT c.id, c.uuid, coalesce(friendly_name, name) AS name, hidden, retention,
      (SELECT count(*) FROM allsky_assets a WHERE a.camera_id = c.id) AS entries
    FROM allsky_cameras c ORDER BY id`;
}
