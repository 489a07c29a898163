/** Filters on tags: `semantics.KEY` is the values of the tags with that key, `semantics` any tag. */
import type { Fragment, Queryable } from "../../core/db/sql.ts";
import { message } from "../../core/messages/mod.ts";
import { compilePredicate, type SqlPiece } from "./cql2/compile.ts";
import { FilterError, type Predicate } from "./cql2/expression.ts";
import { textLiteral } from "./cql2/literals.ts";

/** Objects with a tag that meets the condition, or those with none. */
export interface TagCondition {
  /** On `t.key` and `t.value`. */
  condition: SqlPiece;
  isAbsent: boolean;
}

const PREFIX = "semantics.";

/**
 * The condition on tags that a predicate stands for; one tag has to meet it.
 * @returns undefined when the predicate is not on tags
 * @throws FilterError for an operator that makes no sense
 */
export function readTagCondition(predicate: Predicate): TagCondition | undefined {
  const { property } = predicate;
  const isAbsent = predicate.kind === "null" && !predicate.isNegated;
  if (property === "semantics") {
    if (predicate.kind !== "null") throw new FilterError(message("stac.filter_semantics"));
    return { condition: (sql) => sql`TRUE`, isAbsent };
  }
  if (!property.startsWith(PREFIX)) return undefined;
  const key = property.slice(PREFIX.length);
  const hasKey = (sql: Queryable): Fragment => sql`t.key = ${key}`;
  if (predicate.kind === "null") return { condition: hasKey, isAbsent };
  const value = compilePredicate(predicate, {
    column: (sql) => sql`t.value`,
    literal: textLiteral,
    isText: true,
  });
  return { condition: (sql) => sql`${hasKey(sql)} AND ${value(sql)}`, isAbsent };
}
