import type { Queryable } from "../../core/db/sql.ts";
import type { CameraMetadata } from "./sync/camera_metadata.ts";

/** What uploads need to know of their camera. */
export interface CameraKey {
  id: number;
  uuid: string;
}

/**
 * Makes or updates a camera; fields that were not sent stay, those sent as null become null.
 * @returns its id; undefined when it belongs to another account
 */
export async function upsertCamera(
  sql: Queryable,
  accountId: string,
  camera: CameraMetadata,
): Promise<number | undefined> {
  const { uuid, name, friendlyName, utcOffset, properties, data } = camera;
  const [row] = await sql<{ id: number }[]>`
    INSERT INTO allsky_cameras AS c (uuid, account_id, name, friendly_name, utc_offset, properties, data)
    VALUES (${uuid}, ${accountId}, ${name}, ${friendlyName ?? null}, ${utcOffset ?? 0},
      ${sql.json(properties as never)}, ${sql.json(data as never)})
    ON CONFLICT (uuid) DO UPDATE SET
      name = EXCLUDED.name,
      friendly_name = CASE WHEN ${friendlyName !== undefined} THEN EXCLUDED.friendly_name ELSE c.friendly_name END,
      utc_offset = coalesce(${utcOffset ?? null}::integer, c.utc_offset),
      properties = c.properties || EXCLUDED.properties,
      data = c.data || EXCLUDED.data,
      connected_at = DEFAULT
    WHERE c.account_id = EXCLUDED.account_id
    RETURNING id`;
  return row?.id;
}

/** The camera of an account with this id and UUID. */
export async function findCamera(
  sql: Queryable,
  accountId: string,
  { id, uuid }: CameraKey,
): Promise<CameraKey | undefined> {
  const [row] = await sql<CameraKey[]>`
    SELECT id, uuid FROM allsky_cameras WHERE id = ${id} AND uuid = ${uuid} AND account_id = ${accountId}`;
  return row;
}

/** The camera of an account with this UUID; what its clock is off UTC is kept up to date. */
export async function findCameraForAsset(
  sql: Queryable,
  accountId: string,
  uuid: string,
  utcOffset: number | null | undefined,
): Promise<CameraKey | undefined> {
  const [row] = await sql<(CameraKey & { utc_offset: number })[]>`
    SELECT id, uuid, utc_offset FROM allsky_cameras WHERE uuid = ${uuid} AND account_id = ${accountId}`;
  if (row && typeof utcOffset === "number" && utcOffset !== row.utc_offset) {
    await sql`UPDATE allsky_cameras SET utc_offset = ${utcOffset} WHERE id = ${row.id}`;
  }
  return row;
}
