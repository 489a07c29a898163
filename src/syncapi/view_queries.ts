/** What of the cameras may be seen: nothing of hidden ones. */
import type { Queryable } from "../db/sql.ts";
import type { Kind } from "./kinds.ts";
import type { RemotePlace } from "./remote_address.ts";

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
  item_id: string;
  kind: Kind;
  path: string;
  has_file: boolean;
  thumbnail_path: string | null;
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
}

/** Which assets are wanted. */
export interface AssetSelection {
  cameraId: number;
  kinds: readonly Kind[];
  /** Taken between these times, ends included: milliseconds since 1970. */
  since?: number;
  until?: number;
  night?: boolean;
  /** The evening of a night, or the day: `YYYY-MM-DD`. */
  dayDate?: string;
  /** Whether those that the owner left out of films are wanted too. */
  withExcluded?: boolean;
  limit: number;
}

/** Assets of a camera that may be seen, newest first. */
export function listVisibleAssets(sql: Queryable, selection: AssetSelection): Promise<VisibleAsset[]> {
  const { cameraId, kinds, since, until, night, dayDate, withExcluded = true, limit } = selection;
  return sql<VisibleAsset[]>`
    SELECT ${assetColumns(sql)} FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
    LEFT JOIN allsky_assets t
      ON t.camera_id = a.camera_id AND t.kind = 'thumbnail' AND t.replace_key = a.thumbnail_uuid AND t.has_file
    WHERE a.camera_id = ${cameraId} AND NOT c.hidden AND a.kind = ANY (${kinds as Kind[]}::allsky_kind[])
      ${since === undefined ? sql`` : sql`AND a.taken_at >= to_timestamp(${since / 1000}::float8)`}
      ${until === undefined ? sql`` : sql`AND a.taken_at <= to_timestamp(${until / 1000}::float8)`}
      ${night === undefined ? sql`` : sql`AND a.night = ${night}`}
      ${dayDate === undefined ? sql`` : sql`AND a.day_date = ${dayDate}`}
      ${withExcluded ? sql`` : sql`AND NOT a.excluded`}
    ORDER BY a.wall_time DESC, a.id DESC LIMIT ${limit}`;
}

function assetColumns(sql: Queryable) {
  return sql`a.id, a.item_id, a.kind, a.path, a.has_file, a.remote_url, a.s3_key, a.taken_at, a.wall_time, a.day_date,
    a.night, a.width, a.height, a.exposure, a.gain, a.temp, a.sqm, a.stars, a.detections, a.moonphase,
    c.properties ->> 's3_prefix' AS s3_prefix, t.path AS thumbnail_path`;
}

/** The days and nights of which a camera has something, newest first. */
export function listDays(sql: Queryable, cameraId: number, limit: number): Promise<{ day: string; images: number }[]> {
  return sql<{ day: string; images: number }[]>`
    SELECT a.day_date AS day, count(*) FILTER (WHERE a.kind = 'image') AS images
    FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
    WHERE a.camera_id = ${cameraId} AND NOT c.hidden AND a.kind <> 'thumbnail'
    GROUP BY a.day_date ORDER BY a.day_date DESC LIMIT ${limit}`;
}
