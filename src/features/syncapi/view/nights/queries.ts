/** Which days and nights there is something of. Each question takes a few index lookups, however many images there are. */
import { onlyRow } from "../../../../core/db/rows.ts";
import type { Fragment, Queryable } from "../../../../core/db/sql.ts";
import { KIND_NAMES } from "../../assets/kinds.ts";
import { isShown } from "../queries.ts";

/** What a day is made of: thumbnails belong to other files. */
const KINDS_OF_DAYS = KIND_NAMES.filter((kind) => kind !== "thumbnail");
/** A hundred years: more only come from clocks that are wrong. */
const MOST_MONTHS = 1200;

/** The months for which a camera has anything, newest first: `YYYY-MM`. */
export async function listMonths(sql: Queryable, cameraId: number): Promise<string[]> {
  const before = sql`AND a.day_date < date_trunc('month', found.day)::date`;
  const rows = await sql<{ month: string }[]>`
    WITH RECURSIVE found (day) AS (
      SELECT ${lastDay(sql, cameraId, sql``)}
      UNION ALL
      SELECT ${lastDay(sql, cameraId, before)} FROM found WHERE found.day IS NOT NULL)
    SELECT to_char(day, 'YYYY-MM') AS month FROM found WHERE day IS NOT NULL LIMIT ${MOST_MONTHS}`;
  return rows.map(({ month }) => month);
}

/** The days around a day. */
export interface Neighbours {
  /** `YYYY-MM-DD`; null where there is none. */
  previous: string | null;
  next: string | null;
}

/** The last day before and the first day after a day for which a camera has anything. */
export async function findNeighbours(sql: Queryable, cameraId: number, day: string): Promise<Neighbours> {
  const rows = await sql<Neighbours[]>`
    SELECT ${lastDay(sql, cameraId, sql`AND a.day_date < ${day}::date`)} AS previous,
      ${firstDay(sql, cameraId, sql`AND a.day_date > ${day}::date`)} AS next`;
  return onlyRow(rows);
}

/** A day of a month, and whether there are images of it. */
export interface DayMarks {
  /** `YYYY-MM-DD` */
  day: string;
  hasDay: boolean;
  hasNight: boolean;
  /** Images of stars and clouds alone do not tell it: something was detected in one of the images. */
  hasDetections: boolean;
  /** Anything at all: a camera may send videos only. */
  hasAnything: boolean;
}

/** The days of a month, in order. @param month `YYYY-MM` */
export function listDaysOfMonth(sql: Queryable, cameraId: number, month: string): Promise<DayMarks[]> {
  const first = sql`${`${month}-01`}::date`;
  return listDays(sql, cameraId, { first, last: sql`${first} + interval '1 month' - interval '1 day'` });
}

/** What there is of one day, and of the night after it. */
export async function findDayMarks(sql: Queryable, cameraId: number, day: string): Promise<DayMarks> {
  return onlyRow(await listDays(sql, cameraId, { first: sql`${day}::date`, last: sql`${day}::date` }));
}

function listDays(sql: Queryable, cameraId: number, { first, last }: Record<"first" | "last", Fragment>) {
  const hasImage = (condition: Fragment) =>
    sql`EXISTS (${
      assetsOf(sql, cameraId)
    } AND a.kind = 'image' AND a.day_date = days.day AND ${condition} OFFSET 0 LIMIT 1)`;
  return sql<DayMarks[]>`
    SELECT day, ${hasImage(sql`NOT a.night`)} AS "hasDay", ${hasImage(sql`a.night`)} AS "hasNight",
      ${hasImage(sql`a.detections > 0`)} AS "hasDetections",
      EXISTS (SELECT FROM unnest(${KINDS_OF_DAYS}::allsky_kind[]) k (kind),
        LATERAL (${assetsOf(sql, cameraId)} AND a.kind = k.kind AND a.day_date = days.day LIMIT 1) AS any_one)
        AS "hasAnything"
    FROM (SELECT generate_series(${first}, ${last}, interval '1 day')::date AS day) AS days ORDER BY day`;
}

/** The moment halfway between the first and the last image of a day or night, as PostgreSQL text in UTC. */
export async function findMiddleTime(
  sql: Queryable,
  cameraId: number,
  day: string,
  night: boolean,
): Promise<string | undefined> {
  const rows = await sql<{ middle: string | null }[]>`
    SELECT min(taken_at) + (max(taken_at) - min(taken_at)) / 2 AS middle FROM (
      SELECT a.taken_at FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
      WHERE a.camera_id = ${cameraId} AND ${isShown(sql)} AND a.kind = 'image' AND NOT a.excluded
        AND a.day_date = ${day}::date AND a.night = ${night}) AS images`;
  return onlyRow(rows).middle ?? undefined;
}

function assetsOf(sql: Queryable, cameraId: number): Fragment {
  return sql`SELECT a.day_date FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
    WHERE a.camera_id = ${cameraId} AND ${isShown(sql)}`;
}

/** The last day of those on a condition: one lookup for each kind. */
function lastDay(sql: Queryable, cameraId: number, condition: Fragment): Fragment {
  return sql`(SELECT max(day_date) FROM unnest(${KINDS_OF_DAYS}::allsky_kind[]) k (kind),
    LATERAL (${assetsOf(sql, cameraId)} AND a.kind = k.kind ${condition} ORDER BY a.day_date DESC LIMIT 1) AS last)`;
}

function firstDay(sql: Queryable, cameraId: number, condition: Fragment): Fragment {
  return sql`(SELECT min(day_date) FROM unnest(${KINDS_OF_DAYS}::allsky_kind[]) k (kind),
    LATERAL (${assetsOf(sql, cameraId)} AND a.kind = k.kind ${condition} ORDER BY a.day_date LIMIT 1) AS first)`;
}
