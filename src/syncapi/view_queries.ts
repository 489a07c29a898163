/** What of the cameras may be seen: nothing of hidden ones. */
import type { Queryable } from "../db/sql.ts";
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
