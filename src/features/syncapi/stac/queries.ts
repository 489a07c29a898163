/** Cameras as collections and their images as items; hidden cameras are left out. */
import type { Queryable } from "../../../core/db/sql.ts";
import type { BoundingBox } from "../../stac/mod.ts";
import { assetColumns, type AssetRow } from "../assets/asset_row.ts";
import type { RemotePlace } from "../assets/remote_address.ts";

/** A camera with what its collection shows. */
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
export interface ItemFileRow extends Pick<AssetRow, "kind" | "path" | "has_file">, RemotePlace {
  /** Bytes. */
  file_size: number;
}

/** An image with what its item shows. */
export interface ImageRow extends AssetRow, ItemFileRow {
  camera_uuid: string;
  camera: string;
  longitude: number | null;
  latitude: number | null;
  elevation: number | null;
  /** `taken_at` in seconds since 1970, as text. */
  epoch: string;
  received_at: string;
  /** The thumbnail, and the videos and pictures of the same night. */
  others: Omit<ItemFileRow, "s3_prefix">[];
}

/** Those of these UUIDs that belong to cameras. */
export async function findCameraUuids(sql: Queryable, uuids: string[]): Promise<string[]> {
  const rows = await sql<{ uuid: string }[]>`
    SELECT uuid FROM allsky_cameras WHERE uuid = ANY (${uuids}::uuid[]) AND NOT hidden`;
  return rows.map(({ uuid }) => uuid);
}

/** The camera of that id; undefined when there is none. */
export async function findCameraRow(sql: Queryable, uuid: string): Promise<CameraRow | undefined> {
  const [row] = await sql<CameraRow[]>`
    SELECT uuid, coalesce(friendly_name, name) AS title, created_at, connected_at, properties, images, first, last
    FROM allsky_cameras c,
      LATERAL (SELECT count(*) AS images, min(taken_at) AS first, max(taken_at) AS last FROM allsky_assets
        WHERE camera_id = c.id AND kind = 'image') AS taken
    WHERE uuid = ${uuid} AND NOT hidden`;
  return row;
}

/** Which images to list, and in which order. */
export interface ImageSelection {
  cameras: string[];
  ids?: string[];
  /** PostgreSQL text; both ends are included. */
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
    SELECT ${assetColumns(sql)}, a.file_size, extract(epoch FROM a.taken_at)::text AS epoch, a.received_at,
      c.uuid AS camera_uuid, coalesce(c.friendly_name, c.name) AS camera, p.longitude, p.latitude, p.elevation,
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
