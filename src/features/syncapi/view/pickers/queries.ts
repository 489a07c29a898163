import type { Queryable } from "../../../../core/db/sql.ts";
import type { Kind } from "../../kinds.ts";
import { isShown } from "../queries.ts";
import type { Period } from "./periods.ts";

/** What is chosen among. */
export interface Choice {
  cameraId: number;
  kinds: readonly Kind[];
  /** By the day or night that something belongs to, not by its own time: films are made the morning after. */
  isByDay: boolean;
  night?: boolean;
  hasDetections?: boolean;
}

/** The first and the last year of which there is something; undefined when there is nothing. */
export async function findYears(sql: Queryable, choice: Choice): Promise<[number, number] | undefined> {
  const time = timeOf(sql, choice);
  const [{ first, last }] = await sql<{ first: number | null; last: number | null }[]>`
    SELECT extract(year FROM min(${time}))::integer AS first, extract(year FROM max(${time}))::integer AS last
    FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id WHERE ${isChosen(sql, choice)}`;
  return first === null || last === null ? undefined : [first, last];
}

/** Those of these periods of which there is something, in the same order. Each is one look at an index. */
export async function findOccupied(sql: Queryable, choice: Choice, periods: Period[]): Promise<Period[]> {
  const rows = await sql<{ number: number }[]>`
    SELECT p.number::integer AS number FROM unnest(${periods.map(({ start }) => start)}::timestamp[],
      ${periods.map(({ end }) => end)}::timestamp[]) WITH ORDINALITY AS p (span_start, span_end, number)
    WHERE EXISTS (SELECT FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
      WHERE ${isChosen(sql, choice)} AND ${timeOf(sql, choice)} >= p.span_start
        AND ${timeOf(sql, choice)} < p.span_end)
    ORDER BY p.number`;
  return rows.map(({ number }) => periods[number - 1]);
}

function timeOf(sql: Queryable, { isByDay }: Choice) {
  return isByDay ? sql`a.day_date` : sql`a.wall_time`;
}

function isChosen(sql: Queryable, { cameraId, kinds, night, hasDetections }: Choice) {
  return sql`a.camera_id = ${cameraId} AND a.kind = ANY (${kinds as Kind[]}::allsky_kind[]) AND ${isShown(sql)}
    ${night === undefined ? sql`` : sql`AND a.night = ${night}`} ${hasDetections ? sql`AND a.detections > 0` : sql``}`;
}
