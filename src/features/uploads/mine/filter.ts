/** The filter of a user's list of upload sets (CQL2 text, on two booleans). */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import { type Expression, FilterError, parseFilter } from "../../stac/mod.ts";

/** A condition on `upload_sets` as `u`. */
export type UploadSetCondition = (sql: Queryable) => Fragment;

const FIELDS: Record<string, UploadSetCondition> = {
  completed: (sql) => sql`u.completed`,
  dispatched: (sql) => sql`u.dispatched`,
};

/**
 * Reads a filter; an empty one lets everything through.
 * @throws ApiError 400
 */
export function readUploadSetFilter(text: string): UploadSetCondition {
  if (text.trim() === "") return (sql) => sql`TRUE`;
  try {
    return compile(parseFilter(text));
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    throw new ApiError(400, message("http.unsupported_filter"), { details: { error: error.text } });
  }
}

function compile(expression: Expression): UploadSetCondition {
  switch (expression.kind) {
    case "and":
    case "or": {
      const left = compile(expression.left), right = compile(expression.right);
      return expression.kind === "and"
        ? (sql) => sql`(${left(sql)} AND ${right(sql)})`
        : (sql) => sql`(${left(sql)} OR ${right(sql)})`;
    }
    case "not": {
      const operand = compile(expression.operand);
      return (sql) => sql`(NOT ${operand(sql)})`;
    }
    case "comparison": {
      const { property, operator, value } = expression;
      const field = Object.hasOwn(FIELDS, property) ? FIELDS[property] : undefined;
      if (!field) throw new FilterError(message("stac.filter_unknown_field", { name: property }));
      const word = value.toLowerCase();
      if (word !== "true" && word !== "false") throw new FilterError(message("uploads.filter_values", { value }));
      const wanted = (word === "true") === (operator === "=");
      if (operator !== "=" && operator !== "<>") {
        throw new FilterError(message("uploads.filter_no_order", { property }));
      }
      return wanted ? field : (sql) => sql`(NOT ${field(sql)})`;
    }
    case "constant":
      return expression.value ? (sql) => sql`TRUE` : (sql) => sql`FALSE`;
    default:
      throw new FilterError(message("uploads.filter_operators", { property: expression.property }));
  }
}
