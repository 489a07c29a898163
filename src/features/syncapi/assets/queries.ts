import type { Queryable, Transaction } from "../../../core/db/sql.ts";
import { allskyPath } from "../../../core/storage/mod.ts";

interface DeletedFileRow {
  path: string;
  has_file: boolean;
}

/** Deletes assets by id. @returns the paths of their files */
export async function deleteAssets(tx: Transaction, ids: number[]): Promise<string[]> {
  const rows = await tx<DeletedFileRow[]>`
    DELETE FROM allsky_assets WHERE id = ANY (${ids}::integer[]) RETURNING path, has_file`;
  return pathsOf(rows);
}

/** Deletes those of these thumbnails that no asset of the camera refers to any more. @returns the paths of their files */
export async function deleteUnusedThumbnails(tx: Transaction, cameraId: number, uuids: string[]): Promise<string[]> {
  if (uuids.length === 0) return [];
  const rows = await tx<DeletedFileRow[]>`
    DELETE FROM allsky_assets t
    WHERE t.camera_id = ${cameraId} AND t.kind = 'thumbnail' AND t.replace_key = ANY (${uuids}::text[])
      AND NOT EXISTS (
        SELECT FROM allsky_assets a WHERE a.camera_id = ${cameraId} AND a.thumbnail_uuid = t.replace_key)
    RETURNING t.path, t.has_file`;
  return pathsOf(rows);
}

function pathsOf(rows: DeletedFileRow[]): string[] {
  return rows.filter(({ has_file }) => has_file).map(({ path }) => path);
}

/** The paths of all assets' files in the permanent store. */
export async function* listStoredMedia(sql: Queryable): AsyncGenerator<string> {
  const files = sql<{ path: string }[]>`SELECT path FROM allsky_assets WHERE has_file ORDER BY id`;
  for await (const rows of files.cursor(1000)) {
    for (const { path } of rows) yield allskyPath(path);
  }
}
