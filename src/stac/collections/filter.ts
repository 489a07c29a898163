/** Filters of collections, as SQL. */
import type { Fragment, Queryable } from "../../db/sql.ts";
import { type ComparisonOperator, type Expression, FilterError, type Predicate } from "../cql2/expression.ts";
import { column, readField, readLiteral, type SqlPiece } from "./fields.ts";

/**
 * The condition an expression stands for, on `sequences` as `s`.
 * @throws FilterError for a field or literal that does not exist, or an operator that makes no sense here
 */
export function compileFilter(expression: Expression): SqlPiece {
  switch (expression.kind) {
    case "and":
    case "or": {
      const left = compileFilter(expression.left), right = compileFilter(expression.right);
      return expression.kind === "and"
        ? (sql) => sql`(${left(sql)} AND ${right(sql)})`
        : (sql) => sql`(${left(sql)} OR ${right(sql)})`;
    }
    case "not": {
      const operand = compileFilter(expression.operand);
      return (sql) => sql`NOT ${operand(sql)}`;
    }
    default:
      return compilePredicate(expression);
  }
}

function compilePredicate(predicate: Predicate): SqlPiece {
  const field = readField(predicate.property);
  switch (predicate.kind) {
    case "comparison": {
      const value = readLiteral(field, predicate.value);
      return (sql) => compare(sql, column(sql, field), predicate.operator, value(sql));
    }
    case "between": {
      const low = readLiteral(field, predicate.low), high = readLiteral(field, predicate.high);
      return (sql) => sql`(${column(sql, field)} BETWEEN ${low(sql)} AND ${high(sql)})`;
    }
    case "in": {
      const values = predicate.values.map((value) => readLiteral(field, value));
      const list = (sql: Queryable) => values.map((value) => value(sql)).reduce((all, next) => sql`${all}, ${next}`);
      return predicate.isNegated
        ? (sql) => sql`(${column(sql, field)} NOT IN (${list(sql)}))`
        : (sql) => sql`(${column(sql, field)} IN (${list(sql)}))`;
    }
    case "null":
      return predicate.isNegated
        ? (sql) => sql`(${column(sql, field)} IS NOT NULL)`
        : (sql) => sql`(${column(sql, field)} IS NULL)`;
    case "like":
      throw new FilterError(`${field} is not a text`);
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
