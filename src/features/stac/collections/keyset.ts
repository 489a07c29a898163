/**
 * Keyset paging: the address of a page holds the sort key of its neighbour, as a filter. Unlike an offset this costs the
 * same on every page, and rows that come or go between two pages are neither skipped nor repeated.
 */
import type { Expression, Predicate } from "../cql2/expression.ts";
import { type CollectionField, NULLABLE_FIELDS, pagingLiteral } from "./fields.ts";
import type { SortField, TotalOrder } from "./sort.ts";

/** The values of the sort fields of one row, as PostgreSQL text; rows that lack the first one are in no list. */
export type SortKey = [first: string, ...others: (string | null)[]];

/**
 * The filter of the rows after a row.
 * @param nullable the fields that rows of the list may lack
 */
export function afterKey(sort: TotalOrder, key: SortKey, nullable = NULLABLE_FIELDS): string {
  return beyond(sort, key, false, nullable);
}

/** The filter of the rows before a row; see `afterKey`. */
export function beforeKey(sort: TotalOrder, key: SortKey, nullable = NULLABLE_FIELDS): string {
  return beyond(sort, key, true, nullable);
}

/** The filter of all rows up to the last one of the whole list; read backwards, it gives the last page. */
export function upToKey([{ field, descending }]: TotalOrder, [value]: SortKey): string {
  return `${field} ${descending ? ">=" : "<="} ${pagingLiteral(field, value)}`;
}

function beyond(
  sort: TotalOrder,
  key: SortKey,
  isBackwards: boolean,
  nullable: readonly CollectionField[],
): string {
  const alternatives = sort.flatMap(({ field, descending }, index) => {
    const equal = sort.slice(0, index).map(({ field }, other) => equals(field, key[other] ?? null));
    const wantsGreater = descending === isBackwards;
    const mayBeNull = index > 0 && nullable.includes(field);
    return past(field, key[index] ?? null, wantsGreater, mayBeNull).map((condition) => [...equal, condition]);
  });
  return alternatives.map((all) => all.length === 1 ? all[0] : `(${all.join(" AND ")})`).join(" OR ");
}

function equals(field: CollectionField, value: string | null): string {
  return value === null ? `${field} IS NULL` : `${field} = ${pagingLiteral(field, value)}`;
}

/** PostgreSQL sorts NULL as greater than every value; in the first field there is none. */
function past(field: CollectionField, value: string | null, wantsGreater: boolean, mayBeNull: boolean): string[] {
  if (value === null) return wantsGreater ? [] : [`${field} IS NOT NULL`];
  const condition = `${field} ${wantsGreater ? ">" : "<"} ${pagingLiteral(field, value)}`;
  return wantsGreater && mayBeNull ? [condition, `${field} IS NULL`] : [condition];
}

/** Whether a page is the last rows that match its filter, rather than the first ones: so are `prev` and `last`. */
export function isReadBackwards(page: Expression, { field, descending }: SortField): boolean {
  const first = firstPredicate(page);
  if (first?.kind !== "comparison" || first.property !== field) return false;
  return descending ? first.operator.startsWith(">") : first.operator === "<" || first.operator === "<=";
}

function firstPredicate(expression: Expression): Predicate | undefined {
  switch (expression.kind) {
    case "and":
    case "or":
      return firstPredicate(expression.left);
    case "not":
      return firstPredicate(expression.operand);
    case "constant":
      return undefined;
    default:
      return expression;
  }
}

/**
 * A bound on the first sort field that every row of a page respects. The filter of a page is a chain of ORs, which no
 * index can serve; with this bound the index scan starts at the page instead of at the beginning of the list.
 */
export function leadingBound(page: Expression, field: CollectionField): Predicate | undefined {
  switch (page.kind) {
    case "comparison":
      if (page.property !== field || page.operator === "<>") return undefined;
      if (page.operator === "=") return page;
      return { ...page, operator: page.operator.startsWith("<") ? "<=" : ">=" };
    case "and":
      return leadingBound(page.left, field) ?? leadingBound(page.right, field);
    case "or": {
      const left = leadingBound(page.left, field), right = leadingBound(page.right, field);
      return left && right ? widest(left, right) : undefined;
    }
    default:
      return undefined;
  }
}

function widest(left: Predicate, right: Predicate): Predicate | undefined {
  if (left.kind !== "comparison" || right.kind !== "comparison" || left.value !== right.value) return undefined;
  if (left.operator === right.operator || right.operator === "=") return left;
  return left.operator === "=" ? right : undefined;
}
