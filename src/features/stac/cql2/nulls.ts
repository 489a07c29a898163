/** What a filter tells of properties without a value. */
import type { Expression } from "./expression.ts";

/** Whether nothing that lacks the property can match: comparisons with NULL are never true. */
export function excludesNull(expression: Expression, property: string): boolean {
  switch (expression.kind) {
    case "and":
      return excludesNull(expression.left, property) || excludesNull(expression.right, property);
    case "or":
      return excludesNull(expression.left, property) && excludesNull(expression.right, property);
    case "not":
    case "constant":
      return false;
    case "null":
      return expression.isNegated && expression.property === property;
    default:
      return expression.property === property;
  }
}
