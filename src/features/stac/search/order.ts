/** The order of a search's answer, and where in it a page begins. */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import type { SqlPiece } from "../cql2/compile.ts";
import { KEY_TEXT, type PageKey } from "./token.ts";
import { LAST_UPDATED, type SearchField, type SearchSort } from "./sort.ts";

/** What rows are sorted by, one value after the other; the last is the id, so that no two rows are equal. */
export type SearchOrder = OrderTerm[];

interface OrderTerm {
  /** Of `pictures` as `p`. */
  value: SqlPiece;
  type: "timestamptz" | "uuid" | "float8";
  descending: boolean;
}

const COLUMNS: Record<SearchField, Pick<OrderTerm, "value" | "type">> = {
  ts: { value: (sql) => sql`p.ts`, type: "timestamptz" },
  updated: { value: (sql) => sql`p.updated_at`, type: "timestamptz" },
  created: { value: (sql) => sql`p.inserted_at`, type: "timestamptz" },
  id: { value: (sql) => sql`p.id`, type: "uuid" },
};

const BY_ID: OrderTerm = { ...COLUMNS.id, descending: false };

/** By fields; equal rows by their id. */
export function orderByFields(sort: SearchSort[] = LAST_UPDATED): SearchOrder {
  const end = sort.findIndex(({ field }) => field === "id");
  const terms = (end < 0 ? sort : sort.slice(0, end + 1)).map(({ field, descending }) => ({
    ...COLUMNS[field],
    descending,
  }));
  return end < 0 ? [...terms, BY_ID] : terms;
}

/**
 * The nearest first, by degrees.
 * @param wraps whether what lies across the antimeridian may be nearer than it seems; the spatial index does not help then
 */
export function orderByDistance(from: SqlPiece, wraps = false): SearchOrder {
  const value: SqlPiece = wraps
    ? (sql) =>
      sql`least(p.geom <-> ${from(sql)}, p.geom <-> ST_Translate(${from(sql)}, 360, 0),
        p.geom <-> ST_Translate(${from(sql)}, -360, 0))`
    : (sql) => sql`(p.geom <-> ${from(sql)})`;
  return [{ value, type: "float8", descending: false }, BY_ID];
}

/** Whether the order is that of the nearest neighbours of a place. */
export function isByDistance([{ type }]: SearchOrder): boolean {
  return type === "float8";
}

/** ORDER BY of the first value alone. */
export function orderByFirst(sql: Queryable, [first]: SearchOrder): Fragment {
  return ordered(sql, first);
}

/** ORDER BY of all values. */
export function orderByAll(sql: Queryable, order: SearchOrder): Fragment {
  return order.map((term) => ordered(sql, term)).reduce((all, next) => sql`${all}, ${next}`);
}

function ordered(sql: Queryable, { value, descending }: OrderTerm): Fragment {
  return descending ? sql`${value(sql)} DESC` : value(sql);
}

/** The values of a row, as an array of texts. */
export function keyOf(sql: Queryable, order: SearchOrder): Fragment {
  return sql`ARRAY[${order.map(({ value }) => sql`${value(sql)}::text`).reduce((all, next) => sql`${all}, ${next}`)}]`;
}

/** Whether the values that a token holds can be those of a row in this order. */
export function fits(key: PageKey, order: SearchOrder): boolean {
  return key.length === order.length && order.every(({ type }, index) => KEY_TEXT[type].test(key[index]));
}

/**
 * The rows after a row. The bound on the first value says nothing new, but an index can start from it, which it cannot
 * from a chain of ORs.
 */
export function afterKey(sql: Queryable, order: SearchOrder, key: PageKey): Fragment {
  const equals = (index: number) => sql`${order[index].value(sql)} = ${literal(sql, order[index], key[index])}`;
  const chain = order.map((term, index) => {
    const past = term.descending
      ? sql`${term.value(sql)} < ${literal(sql, term, key[index])}`
      : sql`${term.value(sql)} > ${literal(sql, term, key[index])}`;
    return order.slice(0, index).map((_, other) => equals(other)).reduceRight(
      (rest, one) => sql`${one} AND ${rest}`,
      past,
    );
  }).reduce((either, or) => sql`${either} OR ${or}`);
  const [first] = order, start = literal(sql, first, key[0]);
  const bound = first.descending ? sql`${first.value(sql)} <= ${start}` : sql`${first.value(sql)} >= ${start}`;
  return sql`(${bound} AND (${chain}))`;
}

function literal(sql: Queryable, { type }: OrderTerm, text: string): Fragment {
  switch (type) {
    case "timestamptz":
      return sql`${text}::timestamptz`;
    case "uuid":
      return sql`${text}::uuid`;
    case "float8":
      return sql`${Number(text)}::float8`;
  }
}
