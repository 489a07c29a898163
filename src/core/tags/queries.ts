import type { Transaction } from "../db/sql.ts";
import type { TagUpdate } from "./tag_updates.ts";
import { TAG_TABLES, type TaggedObject } from "./tagged_object.ts";
import { jsonb } from "../db/json.ts";

type Tag = Pick<TagUpdate, "key" | "value">;

/**
 * Makes other changes of the same tags wait. For an annotation it is the picture that is locked: that is what moves on when
 * its tags change.
 */
export async function lockTags(tx: Transaction, { kind, id }: TaggedObject): Promise<void> {
  if (kind === "annotation") {
    await tx`
      SELECT FROM pictures WHERE id = (SELECT picture_id FROM annotations WHERE id = ${id}) FOR NO KEY UPDATE`;
  } else {
    await tx`SELECT FROM ${tx(TAG_TABLES[kind].owners)} WHERE id = ${id} FOR NO KEY UPDATE`;
  }
}

/** Deletes tags, if they exist. */
export async function deleteTags(tx: Transaction, { kind, id }: TaggedObject, removed: Tag[]): Promise<void> {
  const { tags, owner } = TAG_TABLES[kind];
  await tx`
    DELETE FROM ${tx(tags)} t USING unnest(${removed.map(({ key }) => key)}::text[],
      ${removed.map(({ value }) => value)}::text[]) AS removed(key, value)
    WHERE t.${tx(owner)} = ${id} AND t.key = removed.key AND t.value = removed.value`;
}

/**
 * Adds tags.
 * @throws a unique violation for a tag that is there already, or twice among the new ones
 */
export async function insertTags(
  tx: Transaction,
  { kind, id }: TaggedObject,
  added: Tag[],
  editor: string,
): Promise<void> {
  const { tags, owner } = TAG_TABLES[kind];
  const isAttributed = kind === "upload_set";
  await tx`
    INSERT INTO ${tx(tags)} (${tx(owner)}, key, value${isAttributed ? tx`, account_id` : tx``})
    SELECT ${id}::uuid, added.key, added.value${isAttributed ? tx`, ${editor}::uuid` : tx``}
    FROM unnest(${added.map(({ key }) => key)}::text[], ${
    added.map(({ value }) => value)
  }::text[]) AS added(key, value)`;
}

/** Whether an object has any tag. */
export async function hasTags(tx: Transaction, { kind, id }: TaggedObject): Promise<boolean> {
  const { tags, owner } = TAG_TABLES[kind];
  const found = await tx`SELECT FROM ${tx(tags)} WHERE ${tx(owner)} = ${id} LIMIT 1`;
  return found.length > 0;
}

/**
 * Notes who changed which tags; a trigger moves the object on (`updated_at`). The tags of an annotation count among those of
 * its picture, each with the shape it stood on. Upload sets have no history: what they hand down has.
 */
export async function recordTagUpdates(
  tx: Transaction,
  { kind, id }: TaggedObject,
  updates: TagUpdate[],
  editor: string,
): Promise<void> {
  const json = jsonb(tx, updates);
  switch (kind) {
    case "picture":
      await tx`INSERT INTO pictures_semantics_history (picture_id, account_id, updates) VALUES (${id}, ${editor}, ${json})`;
      break;
    case "sequence":
      await tx`
        INSERT INTO sequences_semantics_history (sequence_id, account_id, updates) VALUES (${id}, ${editor}, ${json})`;
      break;
    case "annotation":
      await tx`
        INSERT INTO pictures_semantics_history (picture_id, account_id, updates)
        SELECT picture_id, ${editor}, (
          SELECT jsonb_agg(change || jsonb_build_object('annotation_shape', shape) ORDER BY place)
          FROM jsonb_array_elements(${json}::jsonb) WITH ORDINALITY AS changes(change, place))
        FROM annotations WHERE id = ${id}`;
      break;
  }
}

/** Deletes an annotation that lost its last tag. */
export async function deleteAnnotation(tx: Transaction, id: string): Promise<void> {
  await tx`DELETE FROM annotations WHERE id = ${id}`;
}
