/** Filters of a search, as SQL. Aliases: `p` pictures, `sp` sequences_pictures. */
import { compilePredicate, compilePredicates, type FilterField, type SqlPiece } from "../cql2/compile.ts";
import { type Expression, FilterError, type Predicate } from "../cql2/expression.ts";
import { numberLiteral, timestampLiteral, uuidLiteral } from "../cql2/literals.ts";
import { readTagCondition } from "../semantics_filter.ts";

/** Properties of items that can be filtered by, besides tags. */
const FIELDS = new Map<string, FilterField>([
  ["id", { column: (sql) => sql`p.id`, literal: uuidLiteral }],
  ["collection", { column: (sql) => sql`sp.seq_id`, literal: uuidLiteral }],
  ["datetime", { column: (sql) => sql`p.ts`, literal: timestampLiteral }],
  ["created", { column: (sql) => sql`p.inserted_at`, literal: timestampLiteral }],
  ["updated", { column: (sql) => sql`p.updated_at`, literal: timestampLiteral }],
  ["view:azimuth", { column: (sql) => sql`p.heading`, literal: numberLiteral }],
  ["quality:horizontal_accuracy", { column: (sql) => sql`p.gps_accuracy_m`, literal: numberLiteral }],
  ["panoramax:horizontal_pixel_density", { column: (sql) => sql`p.h_pixel_density`, literal: numberLiteral }],
]);

/**
 * The condition an expression stands for.
 * @throws FilterError for a property or literal that does not exist, or an operator that makes no sense
 */
export function compileSearchFilter(expression: Expression): SqlPiece {
  return compilePredicates(expression, compile);
}

function compile(predicate: Predicate): SqlPiece {
  const tags = readTagCondition(predicate);
  if (tags) {
    const tagged = hasTag(tags.condition);
    return tags.isAbsent ? (sql) => sql`NOT ${tagged(sql)}` : tagged;
  }
  const field = FIELDS.get(predicate.property.replace(/^properties\./, ""));
  if (!field) throw new FilterError(`Unknown property ${predicate.property}`);
  return compilePredicate(predicate, field);
}

/**
 * The picture, one of its sequences or one of its annotations has such a tag. The set of all tagged pictures is made
 * once, from the indexes of the tags: few pictures have any one tag.
 */
function hasTag(condition: SqlPiece): SqlPiece {
  return (sql) =>
    sql`p.id IN (
      SELECT t.picture_id FROM pictures_semantics t WHERE ${condition(sql)}
      UNION ALL
      SELECT tagged.pic_id FROM sequences_semantics t JOIN sequences_pictures tagged ON tagged.seq_id = t.sequence_id
      WHERE ${condition(sql)}
      UNION ALL
      SELECT n.picture_id FROM annotations_semantics t JOIN annotations n ON n.id = t.annotation_id
      WHERE ${condition(sql)})`;
}
