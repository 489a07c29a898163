import type { Queryable } from "../../../../core/db/sql.ts";
import { isShown } from "../queries.ts";
import type { Measure } from "./measures.ts";

/** What was measured in a while, on average. */
export interface MeasureRow {
  /** Seconds since 1970. */
  time: number;
  /** Of the clock at the camera, seconds east of UTC. */
  offset: number;
  /** In the order of the measures that were asked for; null where nothing was measured. */
  values: (number | null)[];
}

/** Which images: between two times (seconds since 1970, the end included), or of a day with its night. */
export type ChartSpan = { start: number; end: number } | { day: string };

/** Averages of the images of a span, oldest first. @param seconds over which to average */
export function listMeasures(
  sql: Queryable,
  { cameraId, span, measures, seconds }: { cameraId: number; span: ChartSpan; measures: Measure[]; seconds: number },
): Promise<MeasureRow[]> {
  const values = measures.map((measure) => sql`avg(${valueOf(sql, measure)})::float8`)
    .reduce((all, value) => sql`${all}, ${value}`);
  return sql<MeasureRow[]>`
    SELECT avg(extract(epoch FROM a.taken_at))::float8 AS time, max(a.utc_offset) AS offset, jsonb_build_array(${values}) AS values
    FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
    WHERE a.camera_id = ${cameraId} AND ${isShown(sql)} AND a.kind = 'image' AND ${
    "day" in span
      ? sql`a.day_date = ${span.day}::date`
      : sql`a.taken_at BETWEEN to_timestamp(${span.start}::float8) AND to_timestamp(${span.end}::float8)`
  }
    GROUP BY floor(extract(epoch FROM a.taken_at) / ${seconds}::float8) ORDER BY 1`;
}

/** The value of an image, or nothing where a camera sent what is no number. */
function valueOf(sql: Queryable, { name, place }: Measure) {
  if (place === "column") return sql`a.${sql(name)}`;
  const field = place === "data" ? sql`a.data -> ${name}::text` : sql`a.properties -> ${name}::text`;
  return sql`CASE jsonb_typeof(${field}) WHEN 'number' THEN (${field})::float8 END`;
}

/** The moments of the first and last image of a day with its night, seconds since 1970; undefined when there is none. */
export async function findDaySpan(
  sql: Queryable,
  cameraId: number,
  day: string,
): Promise<{ start: number; end: number } | undefined> {
  const [row] = await sql<{ start: number | null; end: number | null }[]>`
    SELECT extract(epoch FROM min(a.taken_at))::float8 AS start, extract(epoch FROM max(a.taken_at))::float8 AS end
    FROM (SELECT a.taken_at FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
      WHERE a.camera_id = ${cameraId} AND ${isShown(sql)} AND a.kind = 'image' AND a.day_date = ${day}::date) AS a`;
  return row && row.start !== null && row.end !== null ? { start: row.start, end: row.end } : undefined;
}

/** What a camera said of itself in no field of its own: names of sensors, charts to show. */
export async function findCameraData(sql: Queryable, id: number): Promise<Record<string, unknown>> {
  const [row] = await sql<{ data: Record<string, unknown> }[]>`
    SELECT data FROM allsky_cameras WHERE id = ${id} AND NOT hidden`;
  return row?.data ?? {};
}
