import { onlyRow } from "../../../../core/db/rows.ts";
import type { Queryable } from "../../../../core/db/sql.ts";

/** The mean colour of the sky over a quarter of an hour. */
export interface SkySlot {
  /** Days since 1970, from noon to noon of local time at the camera. */
  day: number;
  /** Quarters of an hour since noon. */
  slot: number;
  red: number;
  green: number;
  blue: number;
}

/** Whether a camera has sent anything for the keogram of the year. */
export async function hasKeogramRows(sql: Queryable, cameraId: number): Promise<boolean> {
  const rows = await sql<{ exists: boolean }[]>`
    SELECT EXISTS (SELECT FROM allsky_keogram_rows WHERE camera_id = ${cameraId}) AS exists`;
  return onlyRow(rows).exists;
}

/**
 * The colours of a range of days.
 * @param shift seconds from UTC to a clock that shows midnight when it is noon at the camera
 * @param firstDay and `endDay`: days since 1970 on that clock; the end is excluded
 */
export function listSkySlots(
  sql: Queryable,
  { cameraId, shift, firstDay, endDay }: { cameraId: number; shift: number; firstDay: number; endDay: number },
): Promise<SkySlot[]> {
  const channel = (first: number) =>
    sql`(avg(pixels[${first}::int] + pixels[${first + 3}::int] + pixels[${first + 6}::int] + pixels[${first + 9}::int]
      + pixels[${first + 12}::int]) / 5)::integer`;
  return sql<SkySlot[]>`
    SELECT ((ts + ${shift}::bigint) / 86400)::integer AS day, ((ts + ${shift}::bigint) % 86400 / 900)::integer AS slot,
      ${channel(1)} AS red, ${channel(2)} AS green, ${channel(3)} AS blue
    FROM allsky_keogram_rows
    WHERE camera_id = ${cameraId} AND ts >= ${firstDay}::bigint * 86400 - ${shift}::bigint
      AND ts < ${endDay}::bigint * 86400 - ${shift}::bigint
    GROUP BY 1, 2`;
}
