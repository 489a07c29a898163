/** Tags (`semantics`) of pictures, sequences, annotations and upload sets. */
export { applyTagUpdates } from "./apply.ts";
export { type TagUpdate, tagUpdate, tagUpdates } from "./tag_updates.ts";
export type { TaggedKind, TaggedObject } from "./tagged_object.ts";
