/** What the page of an image shows beside it, and ways from image to image. */
import { onlyRow } from "../../../../core/db/rows.ts";
import type { Fragment, Queryable } from "../../../../core/db/sql.ts";
import type { Kind } from "../../assets/kinds.ts";
import { isShown, type VisibleAsset } from "../queries.ts";

/** What was sent with a file, beyond what lists show. */
export interface AssetDetails {
  /** Bytes. */
  file_size: number;
  /** Of the clock at the camera, seconds east of UTC. */
  utc_offset: number;
  properties: Record<string, unknown>;
  data: Record<string, unknown>;
}

/** All that was sent with a file. */
export async function findDetails(sql: Queryable, id: number): Promise<AssetDetails> {
  return onlyRow(
    await sql<AssetDetails[]>`
    SELECT a.file_size, a.utc_offset, a.properties, a.data FROM allsky_assets a WHERE a.id = ${id}`,
  );
}

/** Ids of the files before and after one of the same kind; null where there is none. */
export interface Steps {
  previous: number | null;
  next: number | null;
}

/** The files of the same camera and kind that were taken just before and just after. */
export async function findSteps(
  sql: Queryable,
  { id, camera_id, kind, taken_at }: Pick<VisibleAsset, "id" | "camera_id" | "kind" | "taken_at">,
): Promise<Steps> {
  const here = sql`(${taken_at}::timestamptz, ${id}::integer)`;
  const rows = await sql<Steps[]>`
    SELECT (${
    shownOf(sql, camera_id, kind)
  } AND (a.taken_at, a.id) < ${here} ORDER BY a.taken_at DESC, a.id DESC LIMIT 1)
        AS previous,
      (${shownOf(sql, camera_id, kind)} AND (a.taken_at, a.id) > ${here} ORDER BY a.taken_at, a.id LIMIT 1) AS next`;
  return onlyRow(rows);
}

/**
 * The image that was taken nearest to a time.
 * @param clock what a clock at the camera showed, as PostgreSQL text
 */
export async function findNearestImage(sql: Queryable, cameraId: number, clock: string): Promise<number | undefined> {
  const side = (condition: Fragment, order: Fragment) =>
    sql`(SELECT a.id, a.wall_time FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
      WHERE a.camera_id = ${cameraId} AND a.kind = 'image' AND ${isShown(sql)} AND a.wall_time ${condition}
      ORDER BY a.wall_time ${order} LIMIT 1)`;
  const time = sql`${clock}::timestamp`;
  const [row] = await sql<{ id: number }[]>`
    SELECT id FROM (${side(sql`<= ${time}`, sql`DESC`)} UNION ALL ${side(sql`> ${time}`, sql``)}) AS around
    ORDER BY greatest(wall_time, ${time}) - least(wall_time, ${time}), id LIMIT 1`;
  return row?.id;
}

/** Images of an hour, on a clock at the camera, as PostgreSQL text. */
export interface HourOfImages {
  first: string;
  last: string;
  images: number;
}

/** The images of a day or night by the hours of the clock at the camera, in the order they were taken. */
export function listKeogramHours(
  sql: Queryable,
  { camera_id, day_date, night }: Pick<VisibleAsset, "camera_id" | "day_date" | "night">,
): Promise<HourOfImages[]> {
  return sql<HourOfImages[]>`
    SELECT min(a.wall_time)::text AS first, max(a.wall_time)::text AS last, count(*) AS images
    FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
    WHERE a.camera_id = ${camera_id} AND ${isShown(sql)} AND a.kind = 'image' AND a.day_date = ${day_date}::date
      AND a.night = ${night} AND NOT a.excluded
    GROUP BY date_trunc('hour', a.wall_time), a.utc_offset ORDER BY min(a.taken_at)`;
}

/** Ids of images with detections, newest first. @param after the last one of the list before */
export async function listDetected(
  sql: Queryable,
  { cameraId, after, limit }: {
    cameraId: number;
    after?: Pick<VisibleAsset, "id" | "day_date" | "taken_at">;
    limit: number;
  },
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    ${shownOf(sql, cameraId, "image")} AND a.detections > 0
      ${after ? sql`AND (a.day_date, a.taken_at) < (${after.day_date}::date, ${after.taken_at}::timestamptz)` : sql``}
    ORDER BY a.day_date DESC, a.taken_at DESC LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

function shownOf(sql: Queryable, cameraId: number, kind: Kind): Fragment {
  return sql`SELECT a.id FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
    WHERE a.camera_id = ${cameraId} AND a.kind = ${kind} AND ${isShown(sql)}`;
}
