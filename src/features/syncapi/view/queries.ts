/** What of the cameras may be seen: nothing of hidden ones. */
import type { Queryable } from "../../../core/db/sql.ts";
import type { Kind } from "../kinds.ts";
import type { RemotePlace } from "../remote_address.ts";

/** Where the file of a path is; undefined for an unknown one, and for those of hidden cameras. */
export async function findVisibleFile(
  sql: Queryable,
  path: string,
): Promise<(RemotePlace & { has_file: boolean }) | undefined> {
  const [row] = await sql<(RemotePlace & { has_file: boolean })[]>`
    SELECT a.has_file, a.remote_url, a.s3_key, c.properties ->> 's3_prefix' AS s3_prefix
    FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
    WHERE a.path = ${path} AND NOT c.hidden`;
  return row;
}

/** A camera that may be seen. */
export interface VisibleCamera {
  id: number;
  uuid: string;
  /** Unique: its own or friendly name, and its id. */
  title: string;
  utc_offset: number;
  connected_at: string;
  properties: Record<string, unknown>;
}

/** Cameras that may be seen; first those that save images by day too, then those last heard of. */
export function listVisibleCameras(sql: Queryable): Promise<VisibleCamera[]> {
  return sql<VisibleCamera[]>`
    SELECT id, uuid, coalesce(friendly_name, name) || ' ' || id AS title, utc_offset, connected_at, properties
    FROM allsky_cameras WHERE NOT hidden
    ORDER BY properties -> 'daytime_capture_save' = 'true' DESC NULLS LAST, connected_at DESC, id LIMIT 500`;
}

/** Whether there is a camera that may be seen. */
export async function hasVisibleCameras(sql: Queryable): Promise<boolean> {
  const [{ exists }] = await sql<[{ exists: boolean }]>`SELECT EXISTS (SELECT FROM allsky_cameras WHERE NOT hidden)`;
  return exists;
}

/** One camera that may be seen. */
export async function findVisibleCamera(sql: Queryable, id: number): Promise<VisibleCamera | undefined> {
  const [row] = await sql<VisibleCamera[]>`
    SELECT id, uuid, coalesce(friendly_name, name) || ' ' || id AS title, utc_offset, connected_at, properties
    FROM allsky_cameras WHERE NOT hidden AND id = ${id}`;
  return row;
}

/** An asset with what is told and drawn of it, and its thumbnail where that came. */
export interface VisibleAsset extends RemotePlace {
  id: number;
  camera_id: number;
  item_id: string;
  kind: Kind;
  path: string;
  has_file: boolean;
  thumbnail_path: string | null;
  /** Whether the camera wants visitors to be sent elsewhere where there is such a place. */
  prefers_remote: boolean;
  /** PostgreSQL text in UTC. */
  taken_at: string;
  /** PostgreSQL text, on the clock beside the camera. */
  wall_time: string;
  day_date: string;
  night: boolean;
  width: number | null;
  height: number | null;
  exposure: number | null;
  gain: number | null;
  temp: number | null;
  sqm: number | null;
  stars: number | null;
  detections: number | null;
  moonphase: number | null;
  /** What somebody wrote about a clip. */
  note: string | null;
  /** What is known of the night of a timelapse. */
  data: Record<string, unknown> | null;
}

/** Which assets are wanted. */
export interface AssetSelection {
  cameraId: number;
  kinds: readonly Kind[];
  /** One by its id. */
  id?: number;
  /** Taken between these times, ends included: milliseconds since 1970. */
  since?: number;
  until?: number;
  night?: boolean;
  /** The evening of a night, or the day: `YYYY-MM-DD`. */
  dayDate?: string;
  /** A span of the clock beside the camera, as PostgreSQL text; the end does not belong to it. */
  span?: { start: string; end: string };
  /** Days or nights by the evening they began with, as PostgreSQL text; the end does not belong to it. */
  days?: { start: string; end: string };
  hasDetections?: boolean;
  /** Whether those that the owner left out of films are wanted too. */
  withExcluded?: boolean;
  limit: number;
}

/** Assets of a camera that may be seen, newest first. */
export function listVisibleAssets(sql: Queryable, selection: AssetSelection): Promise<VisibleAsset[]> {
  const { cameraId, kinds, id, since, until, span, days, night, dayDate, hasDetections, limit } = selection;
  const { withExcluded = true } = selection;
  return sql<VisibleAsset[]>`
    SELECT ${assetColumns(sql)} FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
    LEFT JOIN allsky_assets t
      ON t.camera_id = a.camera_id AND t.kind = 'thumbnail' AND t.replace_key = a.thumbnail_uuid AND t.has_file
    WHERE a.camera_id = ${cameraId} AND ${isShown(sql)} AND a.kind = ANY (${kinds as Kind[]}::allsky_kind[])
      ${id === undefined ? sql`` : sql`AND a.id = ${id}`}
      ${span ? sql`AND a.wall_time >= ${span.start} AND a.wall_time < ${span.end}` : sql``}
      ${days ? sql`AND a.day_date >= ${days.start}::date AND a.day_date < ${days.end}::date` : sql``}
      ${hasDetections ? sql`AND a.detections > 0` : sql``}
      ${since === undefined ? sql`` : sql`AND a.taken_at >= to_timestamp(${since / 1000}::float8)`}
      ${until === undefined ? sql`` : sql`AND a.taken_at <= to_timestamp(${until / 1000}::float8)`}
      ${night === undefined ? sql`` : sql`AND a.night = ${night}`}
      ${dayDate === undefined ? sql`` : sql`AND a.day_date = ${dayDate}`}
      ${withExcluded ? sql`` : sql`AND NOT a.excluded`}
    ORDER BY a.taken_at DESC, a.id DESC LIMIT ${limit}`;
}

/** One asset that may be seen, of any camera. */
export async function findVisibleAsset(sql: Queryable, id: number): Promise<VisibleAsset | undefined> {
  const [key] = await sql<{ camera_id: number; kind: Kind }[]>`
    SELECT camera_id, kind FROM allsky_assets WHERE id = ${id}`;
  if (!key) return undefined;
  const [asset] = await listVisibleAssets(sql, { cameraId: key.camera_id, kinds: [key.kind], id, limit: 1 });
  return asset;
}

/** Of cameras that send visitors elsewhere, only what is there is shown. */
export function isShown(sql: Queryable) {
  return sql`NOT c.hidden AND (NOT c.prefers_remote OR a.remote_url IS NOT NULL
    OR a.s3_key IS NOT NULL AND c.properties ->> 's3_prefix' IS NOT NULL)`;
}

function assetColumns(sql: Queryable) {
  return sql`a.id, a.camera_id, a.item_id, a.kind, a.path, a.has_file, a.remote_url, a.s3_key, a.taken_at, a.wall_time, a.day_date,
    a.night, a.width, a.height, a.exposure, a.gain, a.temp, a.sqm, a.stars, a.detections, a.moonphase,
    c.properties ->> 's3_prefix' AS s3_prefix, t.path AS thumbnail_path, c.prefers_remote,
    a.properties ->> 'note' AS note, CASE a.kind WHEN 'video' THEN a.data END AS data`;
}

/** The days and nights of which a camera has something, newest first. */
export function listDays(sql: Queryable, cameraId: number, limit: number): Promise<{ day: string; images: number }[]> {
  return sql<{ day: string; images: number }[]>`
    SELECT a.day_date AS day, count(*) FILTER (WHERE a.kind = 'image') AS images
    FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
    WHERE a.camera_id = ${cameraId} AND NOT c.hidden AND a.kind <> 'thumbnail'
    GROUP BY a.day_date ORDER BY a.day_date DESC LIMIT ${limit}`;
}

/** An hour of the clock beside the camera. */
export interface Hour {
  /** PostgreSQL text: `2024-01-31 20:00:00`. */
  start: string;
  end: string;
  images: number;
}

/** The hours of a day and its night of which there are images, in the order of time. */
export function listHours(sql: Queryable, cameraId: number, day: string): Promise<Hour[]> {
  return sql<Hour[]>`
    SELECT hour::text AS start, (hour + interval '1 hour')::text AS end, images FROM (
      SELECT date_trunc('hour', a.wall_time) AS hour, count(*) AS images
      FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
      WHERE a.camera_id = ${cameraId} AND ${isShown(sql)} AND a.kind = 'image' AND a.day_date = ${day}
      GROUP BY 1) AS hours
    ORDER BY hour`;
}
