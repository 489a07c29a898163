/** What rows of a query hold, where SQL knows more than TypeScript. */

/**
 * The row of a query that always gives exactly one: a count, an aggregate, an INSERT … RETURNING of one row.
 * @throws {Error} when it gave none, or more than one
 */
export function onlyRow<Row>(rows: Iterable<Row>): Row {
  const [row, ...others] = rows;
  if (row === undefined || others.length > 0) {
    throw new Error(`The query gave ${row === undefined ? "no row" : `${others.length + 1} rows`} instead of one`);
  }
  return row;
}
