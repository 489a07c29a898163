/** Stores and deletes assets: one transaction each, and the file is in its place before the row is committed. */
import type { Services } from "../../../core/services.ts";
import type { Kind } from "../assets/kinds.ts";
import { allskyPath, confirmDecided } from "../../../core/storage/mod.ts";
import { assetPath, replaceKey, secondPath } from "../assets/paths.ts";
import { deleteAssets, deleteUnusedThumbnails } from "../assets/queries.ts";
import { removeWithoutRow } from "../retention/unconfirmed_media.ts";
import { deleteDiscardedFiles, discardFiles, keepFile } from "../retention/discarded_files.ts";
import {
  type AssetKey,
  findAssetById,
  findAssetByKey,
  insertKeogramRow,
  isPathOfAnother,
  lockAsset,
  type StoredAssetRow,
  writeAsset,
} from "./asset_queries.ts";
import type { CameraKey } from "./camera_queries.ts";
import type { AssetMetadata } from "./metadata.ts";
import type { ReceivedMedia } from "./receive.ts";
import { SyncRefusal } from "./refusal.ts";

/** What the answer says about an asset. */
export interface AssetPlace {
  id: number;
  path: string;
}

/**
 * Stores an asset. One with the same key is replaced and keeps its id: a client that never saw the answer and sends the asset
 * again gets the same id.
 * @param mayReplace otherwise an asset with the same key is refused
 * @throws SyncRefusal `file_exists`
 */
export async function storeAsset(
  { sql, stores }: Pick<Services, "sql" | "stores">,
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
  if (file) await media.upload.prepare(allskyPath(path));

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
      await media.upload.commit(allskyPath(path), { isProvisional: true });
    }
    return { id, discarded };
  }).catch(async (error) => {
    // Whoever took the note may have looked for the file before it was there.
    if (await media.upload.isTaken()) await removeWithoutRow(sql, stores.permanent, allskyPath(path)).catch(() => {});
    throw error;
  });
  if (file) await confirmDecided(media.upload, stores.permanent, "allsky");
  await deleteDiscardedFiles(sql, stores.permanent, discarded);
  return { id, path };
}

/**
 * Deletes an asset with its file, and its thumbnail unless another asset uses it.
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
export function requireAsset(asset: StoredAssetRow | undefined): StoredAssetRow {
  if (!asset) throw new SyncRefusal("file_missing");
  return asset;
}
