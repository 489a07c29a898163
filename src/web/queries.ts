import type { Queryable } from "../db/sql.ts";

/** The languages in which a page of the instance was written. */
export async function findPageLanguages(sql: Queryable, name: string): Promise<string[]> {
  const rows = await sql<{ lang: string }[]>`SELECT lang FROM pages WHERE name = ${name} ORDER BY lang`;
  return rows.map(({ lang }) => lang);
}
