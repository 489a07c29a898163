/** A page of the instance, as it may be shown. */
import type { Queryable } from "../../../core/db/sql.ts";
import type { PageName } from "./page_name.ts";
import { findPageRow } from "./queries.ts";
import { sanitizePage } from "./sanitize.ts";

/** A page of the instance, such as its terms of service, in one language. */
export interface Page {
  /** HTML that is safe to show. */
  content: string;
  /** When a change was last published; undefined if none was. */
  publishedAt?: Date;
}

/**
 * The page in one language. It is sanitized whenever it is read, since databases of other servers hold pages that were not.
 * @returns undefined when there is none
 */
export async function findPage(sql: Queryable, name: PageName, language: string): Promise<Page | undefined> {
  const row = await findPageRow(sql, name, language);
  return row && {
    content: sanitizePage(row.content),
    publishedAt: row.published_at === null ? undefined : new Date(row.published_at),
  };
}
