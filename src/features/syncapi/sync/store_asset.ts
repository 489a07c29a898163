/** Stores and deletes assets: one transaction each, and the file is in its place before the row is committed. */
import type { Services } from "../../../core/services.ts";
import {
  type AssetKey,
  deleteAssets,
  deleteUnusedThumbnails,
  findAssetById,
  findAssetByKey,
  insertKeogramRow,
  isPathOfAnother,
  lockAsset,
  type StoredAsset,
  writeAsset,
} from "../asset_queries.ts";
import type { CameraKey } from "../camera_queries.ts";
import { deleteDiscardedFiles, discardFiles, keepFile } from "../retention/discarded_files.ts";
import type { Kind } from "../kinds.ts";
import { assetPath, replaceKey, secondPath } from "../layout.ts";
import type { AssetMetadata } from "./metadata.ts";
import type { ReceivedMedia } from "./receive.ts";
import { SyncRefusal } from "./refusal.ts";
import { storedPath } from "../stored_path.ts";

/** What the client is told of an asset. */
export interface AssetPlace {
  id: number;
  path: string;
}

/**
 * Stores an asset. One with the same key is replaced and keeps its id, so that a client that sends something again, because
 * it never saw the answer, gets the id it should have had.
 * @param mayReplace otherwise an asset with the same key is left alone
 * @throws SyncRefusal `file_exists`
 */
export async function storeAsset(
  { sql, stores }: Services,
  camera: CameraKey,
  asset: AssetMetadata,
  media: ReceivedMedia,
  { mayReplace }: { mayReplace: boolean },
): Promise<AssetPlace> {
  const placed = {
    ...asset,
    cameraId: camera.id,
    cameraUuid: camera.uuid,
    wallSeconds: asset.time.wallSeconds,
    instantSeconds: asset.time.instantSeconds,
    suffix: media.suffix,
  };
  const key: AssetKey = { cameraId: camera.id, kind: asset.kind, replaceKey: replaceKey(placed) };
  // Clients that keep their files elsewhere send none.
  const file = media.upload.size > 0 ? { size: media.upload.size, sha256: media.sha256 } : null;
  const first = assetPath(placed);
  const path = await isPathOfAnother(sql, first, key) ? secondPath(placed) : first;
  if (file) await media.upload.prepare(storedPath(path));

  const { id, discarded } = await sql.begin(async (tx) => {
    await lockAsset(tx, key);
    const existing = await findAssetByKey(tx, key);
    if (existing && !mayReplace) throw new SyncRefusal("file_exists");
    const thumbnailUuid = asset.thumbnailUuid ?? existing?.thumbnail_uuid ?? null;
    const id = await writeAsset(tx, key, asset, { path, file, thumbnailUuid });
    if (asset.keogramRow) await insertKeogramRow(tx, camera.id, asset.keogramRow);
    const discarded = existing?.has_file && !(file && existing.path === path) ? [existing.path] : [];
    if (existing?.thumbnail_uuid && existing.thumbnail_uuid !== thumbnailUuid) {
      discarded.push(...await deleteUnusedThumbnails(tx, camera.id, [existing.thumbnail_uuid]));
    }
    await discardFiles(tx, discarded);
    if (file) {
      await keepFile(tx, path);
      await media.upload.commit(storedPath(path));
    }
    return { id, discarded };
  });
  await deleteDiscardedFiles(sql, stores.permanent, discarded);
  return { id, path };
}

/**
 * Deletes an asset with its file, and its thumbnail when nothing else has that.
 * @throws SyncRefusal `file_missing`
 */
export async function deleteAsset({ sql, stores }: Services, camera: CameraKey, kind: Kind, id: number): Promise<void> {
  const discarded = await sql.begin(async (tx) => {
    const asset = requireAsset(await findAssetById(tx, camera.id, kind, id));
    const paths = await deleteAssets(tx, [id]);
    if (asset.thumbnail_uuid) paths.push(...await deleteUnusedThumbnails(tx, camera.id, [asset.thumbnail_uuid]));
    await discardFiles(tx, paths);
    return paths;
  });
  await deleteDiscardedFiles(sql, stores.permanent, discarded);
}

/** @throws SyncRefusal `file_missing` */
export function requireAsset<T extends StoredAsset>(asset: T | undefined): T {
  if (!asset) throw new SyncRefusal("file_missing");
  return asset;
}
