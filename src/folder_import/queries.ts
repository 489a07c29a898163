import type { Queryable } from "../core/db/sql.ts";

/** Key in the metadata of an upload set for the folder it was made from. */
export const FOLDER_KEY = "imported_folder";

/** The newest upload set that an account made of a folder. */
export async function findSetOfFolder(
  sql: Queryable,
  accountId: string,
  folderKey: string,
): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`
    SELECT id FROM upload_sets
    WHERE account_id = ${accountId} AND metadata->>${FOLDER_KEY} = ${folderKey} ORDER BY created_at DESC LIMIT 1`;
  return row?.id;
}

/** Names of the files that became pictures of an upload set. */
export async function listAcceptedNames(sql: Queryable, uploadSetId: string): Promise<Set<string>> {
  const rows = await sql<{ file_name: string }[]>`
    SELECT file_name FROM files
    WHERE upload_set_id = ${uploadSetId} AND (picture_id IS NOT NULL OR rejection_status = 'capture_duplicate')`;
  return new Set(rows.map(({ file_name }) => file_name));
}

/** Whether an upload set still waits for files. */
export async function isOpen(sql: Queryable, uploadSetId: string): Promise<boolean> {
  const open = await sql`SELECT FROM upload_sets WHERE id = ${uploadSetId} AND NOT completed`;
  return open.length > 0;
}
