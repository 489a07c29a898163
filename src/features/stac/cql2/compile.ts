/** Filter expressions as SQL. Properties are an allow-list of the caller's; nothing of an expression becomes SQL text. */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import { message } from "../../../core/messages/mod.ts";
import { type ComparisonOperator, type Expression, FilterError, type Predicate } from "./expression.ts";

/** A piece of SQL that is known to be sound, and made when the query is. */
export type SqlPiece = (sql: Queryable) => Fragment;

/** What a property stands for. */
export interface FilterField {
  column: SqlPiece;
  /**
   * Reads a literal as a value of the type of the column.
   * @throws FilterError when the text is no such value
   */
  literal(text: string): SqlPiece;
  /** LIKE makes sense. */
  isText?: boolean;
}

/**
 * The condition an expression stands for.
 * @param compile the condition of one predicate
 * @param compileWhole a better condition of a whole expression, where there is one; asked first
 * @throws FilterError for a property or literal that does not exist, or an operator that makes no sense
 */
export function compilePredicates(
  expression: Expression,
  compile: (predicate: Predicate) => SqlPiece,
  compileWhole: (expression: Expression) => SqlPiece | undefined = () => undefined,
): SqlPiece {
  const whole = compileWhole(expression);
  if (whole) return whole;
  const part = (expression: Expression) => compilePredicates(expression, compile, compileWhole);
  switch (expression.kind) {
    case "and":
    case "or": {
      const left = part(expression.left), right = part(expression.right);
      return expression.kind === "and"
        ? (sql) => sql`(${left(sql)} AND ${right(sql)})`
        : (sql) => sql`(${left(sql)} OR ${right(sql)})`;
    }
    case "not": {
      const operand = part(expression.operand);
      return (sql) => sql`NOT ${operand(sql)}`;
    }
    case "constant":
      return expression.value ? (sql) => sql`TRUE` : (sql) => sql`FALSE`;
    default:
      return compile(expression);
  }
}

/** @throws FilterError for a name that is no field */
export type FieldReader = (name: string) => FilterField;

/**
 * The condition of an expression whose properties are all columns.
 * @throws FilterError as `compilePredicates` does
 */
export function compileExpression(expression: Expression, readField: FieldReader): SqlPiece {
  return compilePredicates(expression, (predicate) => compilePredicate(predicate, readField(predicate.property)));
}

/** The condition of a predicate on a column. */
export function compilePredicate(predicate: Predicate, { column, literal, isText }: FilterField): SqlPiece {
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
      const values = predicate.values.map(literal);
      const list = (sql: Queryable) => values.map((value) => value(sql)).reduce((all, next) => sql`${all}, ${next}`);
      return predicate.isNegated
        ? (sql) => sql`(${column(sql)} NOT IN (${list(sql)}))`
        : (sql) => sql`(${column(sql)} IN (${list(sql)}))`;
    }
    case "null":
      return predicate.isNegated ? (sql) => sql`(${column(sql)} IS NOT NULL)` : (sql) => sql`(${column(sql)} IS NULL)`;
    case "like": {
      if (!isText) throw new FilterError(message("stac.filter_not_a_text", { property: predicate.property }));
      const { pattern, ignoresCase, isNegated } = predicate;
      const match: SqlPiece = (sql) =>
        ignoresCase ? sql`(${column(sql)} ILIKE ${pattern})` : sql`(${column(sql)} LIKE ${pattern})`;
      return isNegated ? (sql) => sql`NOT ${match(sql)}` : match;
    }
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
