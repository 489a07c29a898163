/** Filters of collections, as SQL. */
import { compileExpression, type FilterField, type SqlPiece } from "../cql2/compile.ts";
import type { Expression } from "../cql2/expression.ts";
import { column, readField, readLiteral } from "./fields.ts";

/**
 * The condition an expression stands for, on `sequences` as `s`.
 * @throws FilterError for a field or literal that does not exist, or an operator that makes no sense here
 */
export function compileFilter(expression: Expression): SqlPiece {
  return compileExpression(expression, collectionField);
}

/**
 * A field of collections, on `sequences` as `s`.
 * @throws FilterError for a name that is no field
 */
export function collectionField(name: string): FilterField {
  const field = readField(name);
  return { column: (sql) => column(sql, field), literal: (text) => readLiteral(field, text) };
}
