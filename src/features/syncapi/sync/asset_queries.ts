import type { Queryable, Transaction } from "../../../core/db/sql.ts";
import { jsonb } from "../../../core/db/json.ts";
import { onlyRow } from "../../../core/db/rows.ts";
import type { Kind } from "../assets/kinds.ts";
import type { AssetMetadata } from "./metadata.ts";

/** An arbitrary number that tells these advisory locks from others; the second half of the key stands for the asset. */
const ASSET_LOCK = 8_240_000;

/** What is needed to replace or delete an asset. */
export interface StoredAssetRow {
  id: number;
  path: string;
  has_file: boolean;
  thumbnail_uuid: string | null;
}

/** Identifies an asset: `replace_key` is unique for a kind and camera. */
export interface AssetKey {
  cameraId: number;
  kind: Kind;
  replaceKey: string;
}

/** Makes others that write the same asset wait until the transaction ends, even before the asset exists. */
export async function lockAsset(tx: Transaction, { cameraId, kind, replaceKey }: AssetKey): Promise<void> {
  await tx`SELECT pg_advisory_xact_lock(${ASSET_LOCK}, hashtext(${`${cameraId} ${kind} ${replaceKey}`}))`;
}

/** The file that a new one of this key would replace. */
export async function findAssetByKey(
  sql: Queryable,
  { cameraId, kind, replaceKey }: AssetKey,
): Promise<StoredAssetRow | undefined> {
  const [row] = await sql<StoredAssetRow[]>`
    SELECT id, path, has_file, thumbnail_uuid FROM allsky_assets
    WHERE camera_id = ${cameraId} AND kind = ${kind} AND replace_key = ${replaceKey}`;
  return row;
}

/** Whether an asset with another key has this path. */
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

/** The file of that id, if it is one of this camera and kind. */
export async function findAssetById(
  sql: Queryable,
  cameraId: number,
  kind: Kind,
  id: number,
): Promise<StoredAssetRow | undefined> {
  const [row] = await sql<StoredAssetRow[]>`
    SELECT id, path, has_file, thumbnail_uuid FROM allsky_assets
    WHERE id = ${id} AND camera_id = ${cameraId} AND kind = ${kind}`;
  return row;
}

/** Where an asset is stored, next to what its metadata say. */
export interface AssetFile {
  path: string;
  /** null when the file is not on this server. */
  file: { size: number; sha256: Uint8Array } | null;
  thumbnailUuid: string | null;
}

/** Inserts an asset, or overwrites the one with the same key, which keeps its id. @returns the id */
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
    properties: jsonb(tx, asset.properties),
    data: jsonb(tx, asset.data),
  };
  const [updated] = await tx<{ id: number }[]>`
    UPDATE allsky_assets SET ${tx(columns)}, received_at = DEFAULT
    WHERE camera_id = ${cameraId} AND kind = ${kind} AND replace_key = ${replaceKey} RETURNING id`;
  if (updated) return updated.id;
  const inserted = await tx<{ id: number }[]>`
    INSERT INTO allsky_assets ${tx({ camera_id: cameraId, kind, replace_key: replaceKey, ...columns })}
    RETURNING id`;
  return onlyRow(inserted).id;
}

/** Adds a row to the keogram of the year; an earlier one of the same second stays. */
export async function insertKeogramRow(
  tx: Transaction,
  cameraId: number,
  { ts, pixels }: NonNullable<AssetMetadata["keogramRow"]>,
): Promise<void> {
  await tx`
    INSERT INTO allsky_keogram_rows (camera_id, ts, pixels) VALUES (${cameraId}, ${ts}, ${pixels})
    ON CONFLICT DO NOTHING`;
}
