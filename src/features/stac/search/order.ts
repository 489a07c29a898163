/** The order of a search's answer, and where in it a page begins. */
import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import type { SqlPiece } from "../cql2/compile.ts";
import { KEY_TEXT, type PageKey } from "./token.ts";
import { LAST_UPDATED, type SearchField, type SearchSort } from "./sort.ts";

/** What rows are sorted by, one value after the other; the last one is the id, so that no two rows are equal. */
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
export function isByDistance([first]: SearchOrder): boolean {
  return first?.type === "float8";
}

/** ORDER BY of the first value alone. */
export function orderByFirst(sql: Queryable, [first = BY_ID]: SearchOrder): Fragment {
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
  return key.length === order.length && order.every(({ type }, index) => KEY_TEXT[type].test(key[index] ?? ""));
}

/**
 * The rows after a row. The bound on the first value says nothing new, but an index can start from it, which it cannot
 * from a chain of ORs.
 */
export function afterKey(sql: Queryable, order: SearchOrder, key: PageKey): Fragment {
  const known = order.map((term, index) => ({ term, text: key[index] ?? "" }));
  const chain = known.map(({ term, text }, index) =>
    known.slice(0, index)
      .map(({ term, text }) => sql`${term.value(sql)} = ${literal(sql, term, text)}`)
      .reduceRight((rest, equal) => sql`${equal} AND ${rest}`, past(sql, term, text, false))
  ).reduce((either, or) => sql`${either} OR ${or}`);
  const [first = BY_ID] = order;
  return sql`(${past(sql, first, key[0] ?? "", true)} AND (${chain}))`;
}

function past(sql: Queryable, term: OrderTerm, text: string, orEqual: boolean): Fragment {
  const value = term.value(sql), bound = literal(sql, term, text);
  if (orEqual) return term.descending ? sql`${value} <= ${bound}` : sql`${value} >= ${bound}`;
  return term.descending ? sql`${value} < ${bound}` : sql`${value} > ${bound}`;
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
