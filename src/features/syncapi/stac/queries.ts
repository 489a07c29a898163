/** Cameras as collections and their images as items. Hidden cameras are not there. */
import type { Queryable } from "../../../core/db/sql.ts";
import type { BoundingBox } from "../../stac/mod.ts";
import type { Kind } from "../kinds.ts";
import type { RemotePlace } from "../remote_address.ts";

/** A camera with what a collection tells. */
export interface CameraRow {
  uuid: string;
  title: string;
  created_at: string;
  connected_at: string;
  properties: Record<string, unknown>;
  images: number;
  first: string | null;
  last: string | null;
}

/** A file of an item. */
export interface AssetRow extends RemotePlace {
  kind: Kind;
  path: string;
  has_file: boolean;
  file_size: number;
}

/** An image with what an item tells. */
export interface ImageRow extends AssetRow {
  item_id: string;
  camera_uuid: string;
  camera: string;
  longitude: number | null;
  latitude: number | null;
  elevation: number | null;
  taken_at: string;
  /** Seconds since 1970, as text. */
  epoch: string;
  received_at: string;
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
  moonphase: number | null;
  /** Thumbnail, and films and pictures of the same night. */
  others: Omit<AssetRow, "s3_prefix">[];
}

/** Which of these are cameras. */
export async function findCameraUuids(sql: Queryable, uuids: string[]): Promise<string[]> {
  const rows = await sql<{ uuid: string }[]>`
    SELECT uuid FROM allsky_cameras WHERE uuid = ANY (${uuids}::uuid[]) AND NOT hidden`;
  return rows.map(({ uuid }) => uuid);
}

export async function findCameraRow(sql: Queryable, uuid: string): Promise<CameraRow | undefined> {
  const [row] = await sql<CameraRow[]>`
    SELECT uuid, coalesce(friendly_name, name) AS title, created_at, connected_at, properties, images, first, last
    FROM allsky_cameras c,
      LATERAL (SELECT count(*) AS images, min(taken_at) AS first, max(taken_at) AS last FROM allsky_assets
        WHERE camera_id = c.id AND kind = 'image') AS taken
    WHERE uuid = ${uuid} AND NOT hidden`;
  return row;
}

/** Which images are wanted, and in which order. */
export interface ImageSelection {
  cameras: string[];
  ids?: string[];
  /** PostgreSQL text; both ends belong to it. */
  start?: string;
  end?: string;
  boxes?: BoundingBox[];
  /** GeoJSON text. */
  intersects?: string;
  after?: { epoch: string; id: string };
  descending: boolean;
  limit: number;
}

/** Images of cameras by the time they were taken. */
export function listImageRows(sql: Queryable, selection: ImageSelection): Promise<ImageRow[]> {
  const { cameras, ids, start, end, boxes, intersects, after, descending, limit } = selection;
  const place = sql`ST_SetSRID(ST_MakePoint(p.longitude, p.latitude), 4326)`;
  const inBoxes = boxes?.map(([west, south, east, north]) =>
    sql`(p.longitude BETWEEN ${west} AND ${east} AND p.latitude BETWEEN ${south} AND ${north})`
  ).reduce((either, or) => sql`${either} OR ${or}`);
  const key = after ? sql`(to_timestamp(${Number(after.epoch)}::float8), ${after.id}::uuid)` : sql``;
  return sql<ImageRow[]>`
    SELECT a.item_id, a.kind, a.path, a.has_file, a.file_size, a.remote_url, a.s3_key, a.taken_at,
      extract(epoch FROM a.taken_at)::text AS epoch, a.received_at, a.wall_time, a.day_date, a.night, a.width, a.height,
      a.exposure, a.gain, a.temp, a.sqm, a.stars, a.moonphase, c.uuid AS camera_uuid,
      coalesce(c.friendly_name, c.name) AS camera, c.properties ->> 's3_prefix' AS s3_prefix, p.*,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', o.kind, 'path', o.path, 'has_file', o.has_file,
          'file_size', o.file_size, 'remote_url', o.remote_url, 's3_key', o.s3_key) ORDER BY o.kind, o.id), '[]')
        FROM allsky_assets o
        WHERE o.camera_id = a.camera_id AND (
          o.kind = 'thumbnail' AND o.replace_key = a.thumbnail_uuid OR
          o.kind IN ('video', 'keogram', 'startrail', 'startrailvideo', 'panoramavideo')
            AND o.day_date = a.day_date AND o.night = a.night)) AS others
    FROM allsky_cameras c JOIN allsky_assets a ON a.camera_id = c.id,
      LATERAL (SELECT (c.properties ->> 'longitude')::float8 AS longitude, (c.properties ->> 'latitude')::float8 AS latitude,
        (c.properties ->> 'elevation')::float8 AS elevation) AS p
    WHERE c.uuid = ANY (${cameras}::uuid[]) AND NOT c.hidden AND a.kind = 'image'
      ${ids ? sql`AND a.item_id = ANY (${ids}::uuid[])` : sql``}
      ${start === undefined ? sql`` : sql`AND a.taken_at >= ${start}`}
      ${end === undefined ? sql`` : sql`AND a.taken_at <= ${end}`}
      ${inBoxes ? sql`AND (${inBoxes})` : sql``}
      ${intersects === undefined ? sql`` : sql`AND ST_Intersects(${place}, ST_GeomFromGeoJSON(${intersects}))`}
      ${after ? sql`AND (a.taken_at, a.item_id) ${descending ? sql`<` : sql`>`} ${key}` : sql``}
    ORDER BY ${descending ? sql`a.taken_at DESC, a.item_id DESC` : sql`a.taken_at, a.item_id`} LIMIT ${limit}`;
}
