/** What carries tags, and where the database keeps them. */

/** What can have tags. */
export type TaggedKind = "annotation" | "picture" | "sequence" | "upload_set";

/** An object that exists. */
export interface TaggedObject {
  kind: TaggedKind;
  id: string;
}

/** Names of tables and columns by kind; nothing else may become an identifier of these queries. */
export const TAG_TABLES: Record<TaggedKind, { tags: string; owner: string; owners: string }> = {
  annotation: { tags: "annotations_semantics", owner: "annotation_id", owners: "annotations" },
  picture: { tags: "pictures_semantics", owner: "picture_id", owners: "pictures" },
  sequence: { tags: "sequences_semantics", owner: "sequence_id", owners: "sequences" },
  upload_set: { tags: "upload_sets_semantics", owner: "upload_set_id", owners: "upload_sets" },
};
