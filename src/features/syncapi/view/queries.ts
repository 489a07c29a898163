/** What visitors may see of the cameras: nothing of hidden ones. */
import { onlyRow } from "../../../core/db/rows.ts";
import type { Queryable } from "../../../core/db/sql.ts";
import { assetColumns, type AssetRow } from "../assets/asset_row.ts";
import type { Kind } from "../assets/kinds.ts";
import type { RemotePlace } from "../assets/remote_address.ts";

/** Where a file is stored. */
export interface FilePlaceRow extends RemotePlace {
  has_file: boolean;
}

/** Where the file of a path is; undefined for unknown paths, and for those of hidden cameras. */
export async function findVisibleFile(sql: Queryable, path: string): Promise<FilePlaceRow | undefined> {
  const [row] = await sql<FilePlaceRow[]>`
    SELECT a.has_file, a.remote_url, a.s3_key, c.properties ->> 's3_prefix' AS s3_prefix
    FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
    WHERE a.path = ${path} AND NOT c.hidden`;
  return row;
}

/** A camera that may be seen. */
export interface VisibleCamera {
  id: number;
  uuid: string;
  /** Its friendly name, or its own; with its id where two that are shown have the same. */
  title: string;
  utc_offset: number;
  connected_at: string;
  properties: Record<string, unknown>;
}

/** Visible cameras; those that also save images by day come first, then the most recently connected. */
export function listVisibleCameras(sql: Queryable): Promise<VisibleCamera[]> {
  return sql<VisibleCamera[]>`
    SELECT ${cameraColumns(sql)} FROM allsky_cameras c WHERE NOT hidden
    ORDER BY properties -> 'daytime_capture_save' = 'true' DESC NULLS LAST, connected_at DESC, id LIMIT 500`;
}

/** Whether there is a camera that may be seen. */
export async function hasVisibleCameras(sql: Queryable): Promise<boolean> {
  const rows = await sql<{ exists: boolean }[]>`
    SELECT EXISTS (SELECT FROM allsky_cameras WHERE NOT hidden) AS exists`;
  return onlyRow(rows).exists;
}

/** One camera that may be seen. */
export async function findVisibleCamera(sql: Queryable, id: number): Promise<VisibleCamera | undefined> {
  const [row] = await sql<VisibleCamera[]>`
    SELECT ${cameraColumns(sql)} FROM allsky_cameras c WHERE NOT hidden AND id = ${id}`;
  return row;
}

function cameraColumns(sql: Queryable) {
  return sql`c.id, c.uuid, coalesce(c.friendly_name, c.name) || CASE WHEN EXISTS (
      SELECT FROM allsky_cameras o WHERE NOT o.hidden AND o.id <> c.id
        AND coalesce(o.friendly_name, o.name) = coalesce(c.friendly_name, c.name))
    THEN ' (' || c.id || ')' ELSE '' END AS title, c.utc_offset, c.connected_at, c.properties`;
}

/** An asset with all that pages and scripts show of it. */
export interface VisibleAsset extends AssetRow {
  id: number;
  camera_id: number;
  /** null when the thumbnail has not arrived. */
  thumbnail_path: string | null;
  /** Whether visitors are redirected to the remote file where there is one. */
  prefers_remote: boolean;
  detections: number | null;
  /** The note on a clip. */
  note: string | null;
  /** Measures of the night of a timelapse. */
  data: Record<string, unknown> | null;
}

/** Which assets to list. */
export interface AssetSelection {
  cameraId: number;
  kinds: readonly Kind[];
  /** These alone. */
  ids?: number[];
  /** Taken between these times, ends included: milliseconds since 1970. */
  since?: number;
  until?: number;
  night?: boolean;
  /** The evening of a night, or the day: `YYYY-MM-DD`. */
  dayDate?: string;
  /** A span of local time at the camera, as PostgreSQL text; the end is excluded. */
  span?: { start: string; end: string };
  /** Days, and nights by the evening on which they began, as PostgreSQL text; the end is excluded. */
  days?: { start: string; end: string };
  hasDetections?: boolean;
  /** Whether to include those that the owner excluded from videos; true by default. */
  withExcluded?: boolean;
  limit: number;
}

/** Visible assets of a camera, newest first. */
export function listVisibleAssets(sql: Queryable, selection: AssetSelection): Promise<VisibleAsset[]> {
  const { cameraId, kinds, ids, since, until, span, days, night, dayDate, hasDetections, limit } = selection;
  const { withExcluded = true } = selection;
  // Of one kind, the index also gives the order: the newest of a million is found at once.
  const [kind] = kinds;
  const isOfKind = kind !== undefined && kinds.length === 1
    ? sql`a.kind = ${kind}`
    : sql`a.kind = ANY (${[...kinds]}::allsky_kind[])`;
  return sql<VisibleAsset[]>`
    SELECT ${visibleColumns(sql)} FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
    LEFT JOIN allsky_assets t
      ON t.camera_id = a.camera_id AND t.kind = 'thumbnail' AND t.replace_key = a.thumbnail_uuid AND t.has_file
    WHERE a.camera_id = ${cameraId} AND ${isShown(sql)} AND ${isOfKind}
      ${ids === undefined ? sql`` : sql`AND a.id = ANY (${ids}::integer[])`}
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

interface AssetKeyRow {
  camera_id: number;
  kind: Kind;
}

/** One visible asset of any camera. */
export async function findVisibleAsset(sql: Queryable, id: number): Promise<VisibleAsset | undefined> {
  const [key] = await sql<AssetKeyRow[]>`
    SELECT camera_id, kind FROM allsky_assets WHERE id = ${id}`;
  if (!key) return undefined;
  const [asset] = await listVisibleAssets(sql, { cameraId: key.camera_id, kinds: [key.kind], ids: [id], limit: 1 });
  return asset;
}

/** Whether an asset as `a` of a camera as `c` is shown. If the camera prefers remote files, only assets that have one are. */
export function isShown(sql: Queryable) {
  return sql`NOT c.hidden AND (NOT c.prefers_remote OR a.remote_url IS NOT NULL
    OR a.s3_key IS NOT NULL AND c.properties ->> 's3_prefix' IS NOT NULL)`;
}

function visibleColumns(sql: Queryable) {
  return sql`${assetColumns(sql)}, a.id, a.camera_id, t.path AS thumbnail_path, c.prefers_remote, a.detections,
    a.properties ->> 'note' AS note, CASE a.kind WHEN 'video' THEN a.data END AS data`;
}

/** An hour of local time at the camera. */
export interface Hour {
  /** PostgreSQL text: `2024-01-31 20:00:00`. */
  start: string;
  end: string;
  images: number;
}

/** The hours of a day and the following night for which there are images, in chronological order. */
export function listHours(sql: Queryable, cameraId: number, day: string): Promise<Hour[]> {
  return sql<Hour[]>`
    SELECT hour::text AS start, (hour + interval '1 hour')::text AS end, images FROM (
      SELECT date_trunc('hour', a.wall_time) AS hour, count(*) AS images
      FROM allsky_assets a JOIN allsky_cameras c ON c.id = a.camera_id
      WHERE a.camera_id = ${cameraId} AND ${isShown(sql)} AND a.kind = 'image' AND a.day_date = ${day}
      GROUP BY 1) AS hours
    ORDER BY hour`;
}
