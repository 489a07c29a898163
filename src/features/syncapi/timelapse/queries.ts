import type { Queryable } from "../../../core/db/sql.ts";

/** A camera, and what its clock shows. */
export interface TimelapseCamera {
  id: number;
  uuid: string;
  utc_offset: number;
}

/** The camera of that id, whoever may see it. */
export async function findTimelapseCamera(sql: Queryable, id: number): Promise<TimelapseCamera | undefined> {
  const [row] = await sql<TimelapseCamera[]>`SELECT id, uuid, utc_offset FROM allsky_cameras WHERE id = ${id}`;
  return row;
}

/** A night, by the evening on which it began, or the day. */
export interface Night {
  cameraId: number;
  /** `YYYY-MM-DD` */
  day: string;
  night: boolean;
}

/** Whether a night has a timelapse already. */
export async function hasTimelapse(sql: Queryable, { cameraId, day, night }: Night): Promise<boolean> {
  const rows = await sql<{ found: number }[]>`
    SELECT 1 AS found FROM allsky_assets
    WHERE camera_id = ${cameraId} AND kind = 'video' AND day_date = ${day}::date AND night = ${night} LIMIT 1`;
  return rows.length > 0;
}

/** An image of a timelapse. */
export interface TimelapseImage {
  path: string;
  /** Seconds since 1970. */
  time: number;
  utc_offset: number;
}

/** The images of a night that are on this server, in order, without those that the owner excluded. */
export function listTimelapseImages(sql: Queryable, { cameraId, day, night }: Night): Promise<TimelapseImage[]> {
  return sql<TimelapseImage[]>`
    SELECT path, extract(epoch FROM taken_at)::float8 AS time, utc_offset FROM allsky_assets
    WHERE camera_id = ${cameraId} AND kind = 'image' AND day_date = ${day}::date AND night = ${night} AND has_file
      AND NOT excluded
    ORDER BY taken_at, id`;
}
