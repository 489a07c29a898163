import type { Queryable } from "../../../core/db/sql.ts";
import type { PageName } from "./page_name.ts";

/** A page as it was written; sanitize it before showing it. */
export interface PageRow {
  content: string;
  /** When a change was last published, milliseconds since 1970; null if none was. */
  published_at: number | null;
}

/** Each page that was written, and its language; no more than a few. */
export function listPages(sql: Queryable): Promise<{ name: string; lang: string }[]> {
  return sql<{ name: string; lang: string }[]>`SELECT name::text, lang FROM pages ORDER BY name, lang`;
}

/** Languages in which the page is available. */
export async function listPageLanguages(sql: Queryable, name: PageName): Promise<string[]> {
  const rows = await sql<{ lang: string }[]>`SELECT lang FROM pages WHERE name = ${name} ORDER BY lang`;
  return rows.map(({ lang }) => lang);
}

/** The page as it is shown; undefined when nobody wrote it in this language. */
export async function findPageRow(sql: Queryable, name: PageName, language: string): Promise<PageRow | undefined> {
  const [row] = await sql<PageRow[]>`
    SELECT content, extract(epoch FROM updated_at)::float8 * 1000 AS published_at
    FROM pages WHERE name = ${name} AND lang = ${language}`;
  return row;
}

/** Writes a page or a new version of it. Readers are notified only when the change is published. */
export async function writePage(sql: Queryable, name: PageName, language: string, content: string): Promise<void> {
  await sql`
    INSERT INTO pages (name, lang, content) VALUES (${name}, ${language}, ${content})
    ON CONFLICT (name, lang) DO UPDATE SET content = EXCLUDED.content`;
}

/** @returns whether there was such a page */
export async function deletePage(sql: Queryable, name: PageName, language: string): Promise<boolean> {
  const { count } = await sql`DELETE FROM pages WHERE name = ${name} AND lang = ${language}`;
  return count > 0;
}

/**
 * Records that the meaning of the page has changed, in all languages.
 * @returns whether there is such a page
 */
export async function publishPageChange(sql: Queryable, name: PageName): Promise<boolean> {
  const { count } = await sql`UPDATE pages SET updated_at = now() WHERE name = ${name}`;
  return count > 0;
}
