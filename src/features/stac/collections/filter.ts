/** Filters of collections, as SQL. */
import { compilePredicate, compilePredicates, type FilterField, type SqlPiece } from "../cql2/compile.ts";
import type { Expression, Predicate } from "../cql2/expression.ts";
import { readTagCondition } from "../semantics_filter.ts";
import { column, readField, readLiteral } from "./fields.ts";

/**
 * The condition an expression stands for, on `sequences` as `s`.
 * @throws FilterError for a field or literal that does not exist, or an operator that makes no sense here
 */
export function compileFilter(expression: Expression): SqlPiece {
  return compilePredicates(expression, compile);
}

function compile(predicate: Predicate): SqlPiece {
  const tags = readTagCondition(predicate);
  if (tags) {
    // Every sequence has an account but tombstones, whose tags tell nothing.
    const tagged: SqlPiece = (sql) =>
      sql`(s.account_id IS NOT NULL
        AND s.id IN (SELECT t.sequence_id FROM sequences_semantics t WHERE ${tags.condition(sql)}))`;
    return tags.isAbsent ? (sql) => sql`NOT ${tagged(sql)}` : tagged;
  }
  return compilePredicate(predicate, collectionField(predicate.property));
}

/**
 * A field of collections, on `sequences` as `s`.
 * @throws FilterError for a name that is no field
 */
export function collectionField(name: string): FilterField {
  const field = readField(name);
  return {
    column: (sql) => column(sql, field),
    literal: (text) => readLiteral(field, text),
    isText: field === "title",
  };
}
