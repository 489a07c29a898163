import type { Queryable, Transaction } from "../../core/db/sql.ts";
import type { Kind } from "./kinds.ts";
import type { AssetMetadata } from "./sync/metadata.ts";
import { storedPath } from "./stored_path.ts";

/** Any number; the other half of the key is that of the asset. */
const ASSET_LOCK = 8_240_000;

/** What is needed to replace or delete an asset. */
export interface StoredAsset {
  id: number;
  path: string;
  has_file: boolean;
  thumbnail_uuid: string | null;
}

/** Which asset: within a kind of a camera, `replace_key` is unique. */
export interface AssetKey {
  cameraId: number;
  kind: Kind;
  replaceKey: string;
}

/** Makes others that write the same asset wait until the transaction ends, also while it does not exist yet. */
export async function lockAsset(tx: Transaction, { cameraId, kind, replaceKey }: AssetKey): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(${ASSET_LOCK}, hashtext(${`${cameraId} ${kind} ${replaceKey}`}))`;
}

export async function findAssetByKey(
  sql: Queryable,
  { cameraId, kind, replaceKey }: AssetKey,
): Promise<StoredAsset | undefined> {
  const [row] = await sql<StoredAsset[]>`
    SELECT id, path, has_file, thumbnail_uuid FROM allsky_assets
    WHERE camera_id = ${cameraId} AND kind = ${kind} AND replace_key = ${replaceKey}`;
  return row;
}

/** Whether another asset than that of this key has a path. */
export async function isPathOfAnother(
  sql: Queryable,
  path: string,
  { cameraId, kind, replaceKey }: AssetKey,
): Promise<boolean> {
  const rows = await sql<{ found: number }[]>`
    SELECT 1 AS found FROM allsky_assets
    WHERE path = ${path} AND (camera_id, kind, replace_key) <> (${cameraId}, ${kind}, ${replaceKey})`;
  return rows.length > 0;
}

export async function findAssetById(
  sql: Queryable,
  cameraId: number,
  kind: Kind,
  id: number,
): Promise<(StoredAsset & { replace_key: string }) | undefined> {
  const [row] = await sql<(StoredAsset & { replace_key: string })[]>`
    SELECT id, path, has_file, thumbnail_uuid, replace_key FROM allsky_assets
    WHERE id = ${id} AND camera_id = ${cameraId} AND kind = ${kind}`;
  return row;
}

/** Where an asset is, and what of it is known besides its metadata. */
export interface AssetFile {
  path: string;
  /** null when there is none on this server. */
  file: { size: number; sha256: Uint8Array } | null;
  thumbnailUuid: string | null;
}

/** Writes the row of an asset, new or in the place of the one with the same key, which keeps its id. @returns the id */
export async function writeAsset(
  tx: Transaction,
  { cameraId, kind, replaceKey }: AssetKey,
  asset: AssetMetadata,
  { path, file, thumbnailUuid }: AssetFile,
): Promise<number> {
  const columns = {
    path,
    has_file: file !== null,
    file_size: file?.size ?? 0,
    sha256: file?.sha256 ?? null,
    remote_url: asset.remoteUrl,
    s3_key: asset.s3Key,
    thumbnail_uuid: thumbnailUuid,
    wall_time: asset.time.wall,
    taken_at: asset.time.instant,
    utc_offset: asset.utcOffset,
    day_date: asset.dayDate,
    night: asset.night,
    width: asset.width,
    height: asset.height,
    ...asset.measures,
    properties: tx.json(asset.properties as never),
    data: tx.json(asset.data as never),
  };
  const names = Object.keys(columns) as (keyof typeof columns)[];
  const [updated] = await tx<{ id: number }[]>`
    UPDATE allsky_assets SET ${tx(columns as never, ...names as never[])}, received_at = DEFAULT
    WHERE camera_id = ${cameraId} AND kind = ${kind} AND replace_key = ${replaceKey} RETURNING id`;
  if (updated) return updated.id;
  const [{ id }] = await tx<{ id: number }[]>`
    INSERT INTO allsky_assets ${tx({ camera_id: cameraId, kind, replace_key: replaceKey, ...columns } as never)}
    RETURNING id`;
  return id;
}

/** Adds a row of the keogram of the year; one of the same second stays. */
export async function insertKeogramRow(
  tx: Transaction,
  cameraId: number,
  { ts, pixels }: NonNullable<AssetMetadata["keogramRow"]>,
): Promise<void> {
  await tx`
    INSERT INTO allsky_keogram_rows (camera_id, ts, pixels) VALUES (${cameraId}, ${ts}, ${pixels})
    ON CONFLICT DO NOTHING`;
}

/** Deletes rows by their ids. @returns the paths of their files */
export async function deleteAssets(tx: Transaction, ids: number[]): Promise<string[]> {
  const rows = await tx<{ path: string; has_file: boolean }[]>`
    DELETE FROM allsky_assets WHERE id = ANY (${ids}::integer[]) RETURNING path, has_file`;
  return rows.filter(({ has_file }) => has_file).map(({ path }) => path);
}

/** Deletes those of these thumbnails that no asset of the camera names any more. @returns the paths of their files */
export async function deleteUnusedThumbnails(tx: Transaction, cameraId: number, uuids: string[]): Promise<string[]> {
  if (uuids.length === 0) return [];
  const rows = await tx<{ path: string; has_file: boolean }[]>`
    DELETE FROM allsky_assets t
    WHERE t.camera_id = ${cameraId} AND t.kind = 'thumbnail' AND t.replace_key = ANY (${uuids}::text[])
      AND NOT EXISTS (
        SELECT FROM allsky_assets a WHERE a.camera_id = ${cameraId} AND a.thumbnail_uuid = t.replace_key)
    RETURNING t.path, t.has_file`;
  return rows.filter(({ has_file }) => has_file).map(({ path }) => path);
}

/** Where in the permanent store the files of all assets lie. */
export async function* listStoredMedia(sql: Queryable): AsyncGenerator<string> {
  for await (const rows of sql`SELECT path FROM allsky_assets WHERE has_file ORDER BY id`.cursor(1000)) {
    for (const { path } of rows) yield storedPath(path);
  }
}
