import type { Fragment, Queryable } from "../../../core/db/sql.ts";
import type { SqlPiece } from "../../stac/mod.ts";
import type { NewReport, ReportChanges } from "./parameters.ts";
import type { Report } from "./report.ts";

/** Writes a report; a trigger hides what may harm somebody until it has been looked at. */
export async function insertReport(sql: Queryable, report: NewReport, reporter: string | null): Promise<string> {
  const [{ id }] = await sql<{ id: string }[]>`
    INSERT INTO reports (issue, picture_id, sequence_id, reporter_account_id, reporter_email, reporter_comments)
    VALUES (${report.issue}, ${report.picture_id ?? null}, ${report.sequence_id ?? null}, ${reporter},
      ${report.reporter_email ?? null}, ${report.reporter_comments ?? null})
    RETURNING id`;
  return id;
}

export async function findReport(sql: Queryable, id: string): Promise<Report | undefined> {
  const [row] = await sql<Report[]>`${reportsWithOwner(sql)} WHERE r.id = ${id}`;
  return row;
}

/** Changes what is given; a trigger keeps the time of closing. Who closes a report is its resolver. */
export async function updateReport(sql: Queryable, id: string, changes: ReportChanges, editor: string): Promise<void> {
  const given: Record<string, unknown> = Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined && value !== null),
  );
  if (Object.keys(given).length === 0) return;
  if (changes.status?.startsWith("closed_")) given.resolver_account_id = editor;
  await sql`UPDATE reports SET ${sql(given)} WHERE id = ${id}`;
}

export interface ReportChoice {
  condition: SqlPiece;
  limit: number;
  /** Only what this account reported or owns. */
  concerns?: string;
}

/** Reports, the last opened first. */
export function listReports(sql: Queryable, { condition, limit, concerns }: ReportChoice): Promise<Report[]> {
  const mine = concerns === undefined
    ? sql``
    : sql`AND (r.reporter_account_id = ${concerns} OR o.owner_id = ${concerns})`;
  return sql<Report[]>`
    ${reportsWithOwner(sql)} WHERE ${condition(sql)} ${mine} ORDER BY r.ts_opened DESC, r.id LIMIT ${limit}`;
}

/** A picture has the say: its owner may be another than that of the sequence it was reported with. */
function reportsWithOwner(sql: Queryable): Fragment {
  return sql`
    SELECT r.id, r.issue, r.status, r.picture_id, r.sequence_id, r.ts_opened, r.ts_closed, r.reporter_account_id,
      r.reporter_email, r.resolver_account_id, r.reporter_comments, r.resolver_comments, o.owner_id
    FROM reports r
    LEFT JOIN pictures p ON p.id = r.picture_id
    LEFT JOIN sequences s ON s.id = r.sequence_id
    CROSS JOIN LATERAL (
      SELECT CASE WHEN r.picture_id IS NOT NULL THEN p.account_id ELSE s.account_id END AS owner_id
    ) AS o`;
}
