/** Which collections or pictures a filter names, so that they are looked up instead of all pictures being filtered. */
import type { SqlPiece } from "../cql2/compile.ts";
import type { Expression } from "../cql2/expression.ts";
import { isCollectionName, isIdName } from "./filter_fields.ts";

/** The collections of which one holds whatever matches; undefined when that may be in any. */
export function impliedCollections(expression: Expression): string[] | undefined {
  switch (expression.kind) {
    case "and":
      return commonCollections(impliedCollections(expression.left), impliedCollections(expression.right));
    case "or": {
      const left = impliedCollections(expression.left), right = impliedCollections(expression.right);
      return left && right && [...new Set([...left, ...right])];
    }
    default:
      return namedBy(expression, isCollectionName);
  }
}

/**
 * A condition that whatever matches meets, and for which an index on the ids of pictures is enough; undefined when there
 * is none. Literals have to be ids.
 */
export function impliedPictures(expression: Expression): SqlPiece | undefined {
  switch (expression.kind) {
    case "and":
      return impliedPictures(expression.left) ?? impliedPictures(expression.right);
    case "or": {
      const left = impliedPictures(expression.left), right = left && impliedPictures(expression.right);
      return right && ((sql) => sql`(${left(sql)} OR ${right(sql)})`);
    }
    default: {
      const ids = namedBy(expression, isIdName), collections = namedBy(expression, isCollectionName);
      if (ids) return (sql) => sql`p.id = ANY(${ids}::uuid[])`;
      return collections && ((sql) =>
        sql`p.id = ANY(ARRAY(
          SELECT member.pic_id FROM sequences_pictures member WHERE member.seq_id = ANY(${collections}::uuid[])))`);
    }
  }
}

/** The ids of which the property has to be one, in lower case and each once; undefined when it may be another. */
function namedBy(expression: Expression, isProperty: (name: string) => boolean): string[] | undefined {
  const isEqual = expression.kind === "comparison" && expression.operator === "=";
  if (isEqual && isProperty(expression.property)) return [expression.value.toLowerCase()];
  if (expression.kind !== "in" || expression.isNegated || !isProperty(expression.property)) return undefined;
  return [...new Set(expression.values.map((value) => value.toLowerCase()))];
}

/** The collections that are in both lists, where undefined stands for all collections. */
export function commonCollections(some: string[] | undefined, others: string[] | undefined): string[] | undefined {
  return some && others ? some.filter((id) => others.includes(id)) : some ?? others;
}
