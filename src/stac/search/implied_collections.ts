/** Which collections a filter names, so that their pictures are looked up instead of all pictures being filtered. */
import type { Expression } from "../cql2/expression.ts";
import { isCollectionName } from "./filter_fields.ts";

/** The collections of which one holds whatever matches; undefined when that may be in any. */
export function impliedCollections(expression: Expression): string[] | undefined {
  switch (expression.kind) {
    case "and":
      return commonCollections(impliedCollections(expression.left), impliedCollections(expression.right));
    case "or": {
      const left = impliedCollections(expression.left), right = impliedCollections(expression.right);
      return left && right && [...new Set([...left, ...right])];
    }
    case "comparison":
      return expression.operator === "=" && isCollectionName(expression.property)
        ? [expression.value.toLowerCase()]
        : undefined;
    case "in":
      return !expression.isNegated && isCollectionName(expression.property)
        ? [...new Set(expression.values.map((value) => value.toLowerCase()))]
        : undefined;
    default:
      return undefined;
  }
}

/** The collections that are in both lists, where undefined stands for all collections. */
export function commonCollections(some: string[] | undefined, others: string[] | undefined): string[] | undefined {
  return some && others ? some.filter((id) => others.includes(id)) : some ?? others;
}
