import type { Queryable, Transaction } from "../../../../core/db/sql.ts";
import type { ChangeRow, ReplacedValues } from "../../editing/history.ts";

/** An edit of a picture; it replaced nothing where no column shows it. */
export interface ItemChangeRow extends ChangeRow {
  is_of_sequence: boolean;
}

/** The edits of a picture, the newest first. */
export async function listChanges(sql: Queryable, pictureId: string, limit: number): Promise<ItemChangeRow[]> {
  return await sql<ItemChangeRow[]>`
    SELECT c.id, c.ts, c.account_id, a.name AS account_name, c.previous_value_changed AS before,
      c.sequences_changes_id IS NOT NULL AS is_of_sequence
    FROM pictures_changes c JOIN accounts a ON a.id = c.account_id
    WHERE c.picture_id = ${pictureId} ORDER BY c.ts DESC, c.id LIMIT ${limit}`;
}

/** The values of a picture that edits replace, as the history names them. */
export async function findPresentValues(sql: Queryable, pictureId: string): Promise<ReplacedValues> {
  const [row] = await sql<{ present: ReplacedValues }[]>`
    SELECT picture_edited_values(p) AS present FROM pictures p WHERE p.id = ${pictureId}`;
  return row?.present ?? {};
}

/** A change that is to be undone. */
export interface ChangeToUndoRow {
  before: ReplacedValues | null;
  /** Whether a later change replaced the same values. */
  is_outdated: boolean;
}

/** Undefined when the picture has no such change. Locks the picture. */
export async function lockChange(
  tx: Transaction,
  pictureId: string,
  changeId: string,
): Promise<ChangeToUndoRow | undefined> {
  await tx`SELECT FROM pictures WHERE id = ${pictureId} FOR NO KEY UPDATE`;
  const [row] = await tx<ChangeToUndoRow[]>`
    SELECT c.previous_value_changed AS before, EXISTS (
        SELECT FROM pictures_changes later, jsonb_object_keys(later.previous_value_changed) AS key
        WHERE later.picture_id = c.picture_id AND later.ts > c.ts AND c.previous_value_changed ? key
      ) AS is_outdated
    FROM pictures_changes c WHERE c.id = ${changeId} AND c.picture_id = ${pictureId}`;
  return row;
}

/** Columns among what the history holds; everything else are keys of the metadata. */
const COLUMNS = ["visibility", "ts", "geom", "heading", "heading_computed", "gps_accuracy_m"];

/** Gives a picture back what a change replaced; that is a change itself. */
export async function restoreValues(
  tx: Transaction,
  pictureId: string,
  changeId: string,
  editor: string,
): Promise<void> {
  await tx`
    UPDATE pictures p SET
      visibility = CASE WHEN before ? 'visibility' THEN (before->>'visibility')::visibility_status ELSE p.visibility END,
      ts = coalesce((before->>'ts')::timestamptz, p.ts),
      geom = coalesce(ST_SetSRID(ST_GeomFromGeoJSON(before->>'geom'), 4326), p.geom),
      heading = CASE WHEN before ? 'heading' THEN (before->>'heading')::int ELSE p.heading END,
      heading_computed = coalesce((before->>'heading_computed')::boolean, p.heading_computed),
      gps_accuracy_m = CASE WHEN before ? 'gps_accuracy_m' THEN (before->>'gps_accuracy_m')::float8 ELSE p.gps_accuracy_m END,
      metadata = p.metadata || (before - ${COLUMNS}::text[]),
      last_account_to_edit = ${editor}
    FROM (SELECT previous_value_changed AS before FROM pictures_changes WHERE id = ${changeId}) change
    WHERE p.id = ${pictureId}`;
}
