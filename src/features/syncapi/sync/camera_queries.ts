import { isUniqueViolation } from "../../../core/db/errors.ts";
import { jsonb } from "../../../core/db/json.ts";
import type { Queryable } from "../../../core/db/sql.ts";
import type { CameraMetadata } from "./camera_metadata.ts";

/** What uploads need to know about their camera. */
export interface CameraKey {
  id: number;
  uuid: string;
}

interface CameraClockRow extends CameraKey {
  utc_offset: number;
}

/**
 * Inserts or updates a camera. Fields that were not sent stay as they are, fields sent as null become null.
 * @returns its id; undefined when it belongs to another account, or is the id of a sequence
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
      ${jsonb(sql, properties)}, ${jsonb(sql, data)})
    ON CONFLICT (uuid) DO UPDATE SET
      name = EXCLUDED.name,
      friendly_name = CASE WHEN ${friendlyName !== undefined} THEN EXCLUDED.friendly_name ELSE c.friendly_name END,
      utc_offset = coalesce(${utcOffset ?? null}::integer, c.utc_offset),
      properties = c.properties || EXCLUDED.properties,
      data = c.data || EXCLUDED.data,
      connected_at = DEFAULT
    WHERE c.account_id = EXCLUDED.account_id
    RETURNING id`.catch(noneOfThisId);
  return row?.id;
}

function noneOfThisId(error: unknown): [] {
  if (isUniqueViolation(error)) return [];
  throw error;
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

/**
 * The camera of an account with this UUID.
 * @param utcOffset of the camera's clock, seconds east of UTC; it is stored when it has changed
 */
export async function findCameraForAsset(
  sql: Queryable,
  accountId: string,
  uuid: string,
  utcOffset: number | null | undefined,
): Promise<CameraKey | undefined> {
  const [row] = await sql<CameraClockRow[]>`
    SELECT id, uuid, utc_offset FROM allsky_cameras WHERE uuid = ${uuid} AND account_id = ${accountId}`;
  if (row && typeof utcOffset === "number" && utcOffset !== row.utc_offset) {
    await sql`UPDATE allsky_cameras SET utc_offset = ${utcOffset} WHERE id = ${row.id}`;
  }
  return row;
}
