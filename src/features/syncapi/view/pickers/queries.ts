import { onlyRow } from "../../../../core/db/rows.ts";
import type { Queryable } from "../../../../core/db/sql.ts";
import type { Kind } from "../../assets/kinds.ts";
import { isShown } from "../queries.ts";
import type { Period, Span } from "./periods.ts";

/** The assets to choose from. */
export interface Choice {
  cameraId: number;
  kinds: readonly Kind[];
  /** By the day or night that an asset belongs to, not by its own time: videos are made the morning after. */
  isByDay: boolean;
  night?: boolean;
  hasDetections?: boolean;
}

interface YearsRow {
  first: number | null;
  last: number | null;
}

/** The first and last year for which there are assets; undefined when there are none. */
export async function findYears(sql: Queryable, choice: Choice): Promise<[number, number] | undefined> {
  const time = timeOf(sql, choice);
  const rows = await sql<YearsRow[]>`
    SELECT extract(year FROM min(${time}))::integer AS first, extract(year FROM max(${time}))::integer AS last
    FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id WHERE ${isChosen(sql, choice)}`;
  const { first, last } = onlyRow(rows);
  return first === null || last === null ? undefined : [first, last];
}

/** Those of these periods for which there are assets, in the same order. Each takes one index lookup. */
export async function findOccupied(sql: Queryable, choice: Choice, periods: Period[]): Promise<Period[]> {
  const rows = await sql<{ number: number }[]>`
    SELECT p.number::integer AS number FROM unnest(${periods.map(({ start }) => start)}::timestamp[],
      ${periods.map(({ end }) => end)}::timestamp[]) WITH ORDINALITY AS p (span_start, span_end, number)
    WHERE EXISTS (SELECT FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
      WHERE ${isChosen(sql, choice)} AND ${timeOf(sql, choice)} >= p.span_start
        AND ${timeOf(sql, choice)} < p.span_end)`;
  const occupied = new Set(rows.map(({ number }) => number - 1));
  return periods.filter((_, index) => occupied.has(index));
}

/**
 * The clock beside the camera when the newest was taken, as PostgreSQL text; undefined for what is chosen by day.
 * @param span what it is chosen from, everything when left out
 */
export async function findNewestTime(sql: Queryable, choice: Choice, span?: Span): Promise<string | undefined> {
  if (choice.isByDay) return undefined;
  // No clock is more than a day from UTC: the bounds let the index by moment be used.
  const [row] = await sql<{ wall_time: string }[]>`
    SELECT a.wall_time::text FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
    WHERE ${isChosen(sql, choice)}
      ${
    span
      ? sql`AND a.wall_time >= ${span.start} AND a.wall_time < ${span.end}
        AND a.taken_at >= ${span.start}::timestamp AT TIME ZONE 'UTC' - interval '1 day'
        AND a.taken_at < ${span.end}::timestamp AT TIME ZONE 'UTC' + interval '1 day'`
      : sql``
  }
    ORDER BY a.taken_at DESC, a.id DESC LIMIT 1`;
  return row?.wall_time;
}

function timeOf(sql: Queryable, { isByDay }: Choice) {
  return isByDay ? sql`a.day_date` : sql`a.wall_time`;
}

function isChosen(sql: Queryable, { cameraId, kinds, night, hasDetections }: Choice) {
  return sql`a.camera_id = ${cameraId} AND a.kind = ANY (${[...kinds]}::allsky_kind[]) AND ${isShown(sql)}
    ${night === undefined ? sql`` : sql`AND a.night = ${night}`} ${hasDetections ? sql`AND a.detections > 0` : sql``}`;
}
