/** Filter expressions as SQL, over whatever fields a route lets its callers filter by. */
import type { Fragment, Queryable } from "../../db/sql.ts";
import { type ComparisonOperator, type Expression, FilterError, type Predicate } from "./expression.ts";

/** A piece of SQL that is known to be sound, and made when the query is. */
export type SqlPiece = (sql: Queryable) => Fragment;

/** What a filter may name. */
export interface FilterField {
  column: SqlPiece;
  /**
   * A literal as a value of the type of the column.
   * @throws FilterError when the text is no such value
   */
  literal(text: string): SqlPiece;
}

/** @throws FilterError for a name that is no field */
export type FieldReader = (name: string) => FilterField;

/**
 * The condition an expression stands for.
 * @throws FilterError for a field or literal that does not exist, or an operator that makes no sense here
 */
export function compileExpression(expression: Expression, readField: FieldReader): SqlPiece {
  switch (expression.kind) {
    case "and":
    case "or": {
      const left = compileExpression(expression.left, readField),
        right = compileExpression(expression.right, readField);
      return expression.kind === "and"
        ? (sql) => sql`(${left(sql)} AND ${right(sql)})`
        : (sql) => sql`(${left(sql)} OR ${right(sql)})`;
    }
    case "not": {
      const operand = compileExpression(expression.operand, readField);
      return (sql) => sql`NOT ${operand(sql)}`;
    }
    default:
      return compilePredicate(expression, readField(expression.property));
  }
}

function compilePredicate(predicate: Predicate, { column, literal }: FilterField): SqlPiece {
  switch (predicate.kind) {
    case "comparison": {
      const value = literal(predicate.value);
      return (sql) => compare(sql, column(sql), predicate.operator, value(sql));
    }
    case "between": {
      const low = literal(predicate.low), high = literal(predicate.high);
      return (sql) => sql`(${column(sql)} BETWEEN ${low(sql)} AND ${high(sql)})`;
    }
    case "in": {
      const values = predicate.values.map((value) => literal(value));
      const list = (sql: Queryable) => values.map((value) => value(sql)).reduce((all, next) => sql`${all}, ${next}`);
      return predicate.isNegated
        ? (sql) => sql`(${column(sql)} NOT IN (${list(sql)}))`
        : (sql) => sql`(${column(sql)} IN (${list(sql)}))`;
    }
    case "null":
      return predicate.isNegated ? (sql) => sql`(${column(sql)} IS NOT NULL)` : (sql) => sql`(${column(sql)} IS NULL)`;
    case "like":
      throw new FilterError(`${predicate.property} is not a text`);
  }
}

function compare(sql: Queryable, left: Fragment, operator: ComparisonOperator, right: Fragment): Fragment {
  switch (operator) {
    case "=":
      return sql`(${left} = ${right})`;
    case "<>":
      return sql`(${left} <> ${right})`;
    case "<":
      return sql`(${left} < ${right})`;
    case "<=":
      return sql`(${left} <= ${right})`;
    case ">":
      return sql`(${left} > ${right})`;
    case ">=":
      return sql`(${left} >= ${right})`;
  }
}
