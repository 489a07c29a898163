import type { Queryable, Transaction } from "../../../../core/db/sql.ts";
import type { Ownership } from "../../permission_links.ts";
import { pictureIsVisible, sequenceIsVisible, type Viewer } from "../../visibility.ts";
import type { ItemChanges } from "./changes.ts";

/**
 * Whose a picture is; undefined when it is in no sequence, or the viewer may not see it.
 * @param collection the sequence in which it has to be; by default any
 */
export async function findPictureOwnership(
  sql: Queryable,
  id: string,
  viewer: Viewer,
  collection?: string,
): Promise<Ownership | undefined> {
  const [row] = await sql<Ownership[]>`
    SELECT p.account_id,
      coalesce(a.collaborative_metadata, (SELECT collaborative_metadata FROM configurations), TRUE) AS is_collaborative
    FROM pictures p
    JOIN sequences_pictures sp ON sp.pic_id = p.id
    JOIN sequences s ON s.id = sp.seq_id
    JOIN accounts a ON a.id = p.account_id
    WHERE p.id = ${id}::uuid AND ${pictureIsVisible(sql, viewer)} AND ${sequenceIsVisible(sql, viewer)}
      AND (${collection ?? null}::uuid IS NULL OR s.id = ${collection ?? null}::uuid)
    LIMIT 1`;
  return row;
}

/** Writes what the row of the picture holds itself. An edit that changes nothing leaves no trace. */
export async function updatePicture(
  tx: Transaction,
  id: string,
  { visibility, heading, captureTime, position, angles }: ItemChanges,
  editor: string,
): Promise<void> {
  await tx`
    UPDATE pictures p SET visibility = edited.visibility, heading = edited.heading,
      heading_computed = edited.heading_computed, ts = edited.ts, geom = edited.geom, metadata = edited.metadata,
      last_account_to_edit = ${editor}
    FROM (
      SELECT id, coalesce(${visibility ?? null}::visibility_status, visibility) AS visibility,
        coalesce(${heading ?? null}::int, heading) AS heading,
        heading_computed AND ${heading === undefined} AS heading_computed,
        coalesce(${captureTime ?? null}::timestamptz, ts) AS ts,
        ${
    position ? tx`ST_SetSRID(ST_MakePoint(${position.longitude}, ${position.latitude}), 4326)` : tx`geom`
  } AS geom,
        coalesce(metadata, '{}') || ${tx.json(angles)} AS metadata
      FROM pictures WHERE id = ${id} FOR NO KEY UPDATE
    ) edited
    WHERE p.id = edited.id AND (p.visibility, p.heading, p.heading_computed, p.ts, p.geom, p.metadata) IS DISTINCT FROM
      (edited.visibility, edited.heading, edited.heading_computed, edited.ts, edited.geom, edited.metadata)`;
}
