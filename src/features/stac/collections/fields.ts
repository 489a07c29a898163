/** The fields by which collections are filtered, sorted and paged. */
import { spacedOffset } from "../../../core/db/timestamps.ts";
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import { message } from "../../../core/messages/mod.ts";
import { VISIBILITIES } from "../../../core/settings/mod.ts";
import type { SqlPiece } from "../cql2/compile.ts";
import { FilterError } from "../cql2/expression.ts";
import { dateLiteral, textLiteral, timestampLiteral, uuidLiteral } from "../cql2/literals.ts";

/** What collections can be filtered and sorted by, in addition to tags. */
export const COLLECTION_FIELDS = ["created", "updated", "datetime", "visibility", "id", "title"] as const;
/** One of `COLLECTION_FIELDS`. */
export type CollectionField = (typeof COLLECTION_FIELDS)[number];

/** Fields that a sequence may lack. */
export const NULLABLE_FIELDS: readonly CollectionField[] = ["updated", "datetime", "visibility"];

/** @throws FilterError for a name that is no field */
export function readField(name: string): CollectionField {
  const field = COLLECTION_FIELDS.find((known) => known === name);
  if (!field) throw new FilterError(message("stac.filter_unknown_field", { name }));
  return field;
}

/** The column of a field, of `sequences` as `s`. */
export function column(sql: Queryable, field: CollectionField): Fragment {
  switch (field) {
    case "created":
      return sql`s.inserted_at`;
    case "updated":
      return sql`s.updated_at`;
    case "datetime":
      return sql`s.computed_capture_date`;
    case "visibility":
      return sql`s.visibility`;
    case "id":
      return sql`s.id`;
    case "title":
      // As it is shown; the expression is that of sequences_title_idx, which keeps the index from growing with long titles.
      return sql`left(coalesce(nullif(s.metadata ->> 'title', ''), s.id::text), 200)`;
  }
}

/**
 * Reads a literal of a filter as a value of the type of its field.
 * @throws FilterError when the text is no such value
 */
export function readLiteral(field: CollectionField, text: string): SqlPiece {
  switch (field) {
    case "created":
    case "updated":
      return timestampLiteral(text);
    case "datetime":
      return dateLiteral(text);
    case "visibility":
      if (!VISIBILITIES.some((known) => known === text)) {
        throw new FilterError(message("stac.filter_unknown_visibility", { text }));
      }
      return (sql) => sql`${text}::visibility_status`;
    case "id":
      return uuidLiteral(text);
    case "title":
      return textLiteral(text);
  }
}

/**
 * The value of a field as paging filters write it.
 * @param text PostgreSQL text of the column
 */
export function pagingLiteral(field: CollectionField, text: string): string {
  const value = field === "created" || field === "updated" ? spacedOffset(text) : text;
  return `'${value.replaceAll("'", "''")}'`;
}
