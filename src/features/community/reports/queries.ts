import { onlyRow } from "../../../core/db/rows.ts";
import type { Fragment, Queryable, Transaction } from "../../../core/db/sql.ts";
import type { Visibility } from "../../../core/settings/mod.ts";
import type { SqlPiece } from "../../stac/mod.ts";
import type { NewReport, ReportChanges } from "./parameters.ts";
import type { ReportRow } from "./report.ts";

/** Who reports: an account, or somebody anonymous, whom a keyed hash of the network distinguishes. */
export interface Reporter {
  account_id: string | null;
  key: string | null;
}

/**
 * Inserts a report. The trigger `reports_hide` hides what may harm somebody until an administrator has reviewed it.
 * @returns the id of the report
 */
export async function insertReport(sql: Queryable, report: NewReport, reporter: Reporter): Promise<string> {
  const { issue, picture_id = null, sequence_id = null, reporter_email = null, reporter_comments = null } = report;
  const rows = await sql<{ id: string }[]>`
    INSERT INTO reports (issue, picture_id, sequence_id, reporter_account_id, reporter_key, reporter_email,
      reporter_comments)
    VALUES (${issue}, ${picture_id}, ${sequence_id}, ${reporter.account_id}, ${reporter.key}, ${reporter_email},
      ${reporter_comments})
    RETURNING id`;
  return onlyRow(rows).id;
}

interface UnknownFieldsRow {
  lacks_picture: boolean;
  lacks_sequence: boolean;
}

/** The field of a report whose id does not exist; undefined when all of them exist. */
export async function findUnknownField(
  sql: Queryable,
  { picture_id = null, sequence_id = null }: Pick<NewReport, "picture_id" | "sequence_id">,
): Promise<"picture_id" | "sequence_id" | undefined> {
  const rows = await sql<UnknownFieldsRow[]>`
    SELECT ${picture_id}::uuid IS NOT NULL AND NOT EXISTS (
        SELECT FROM pictures WHERE id = ${picture_id} AND status <> 'waiting-for-delete') AS lacks_picture,
      ${sequence_id}::uuid IS NOT NULL AND NOT EXISTS (
        SELECT FROM sequences WHERE id = ${sequence_id} AND status <> 'deleted') AS lacks_sequence`;
  const { lacks_picture, lacks_sequence } = onlyRow(rows);
  return lacks_picture ? "picture_id" : lacks_sequence ? "sequence_id" : undefined;
}

/** The report of that id, whoever asks. */
export async function findReport(sql: Queryable, id: string): Promise<ReportRow | undefined> {
  const [row] = await sql<ReportRow[]>`${reportsWithOwner(sql)} WHERE r.id = ${id}`;
  return row;
}

/** Changes the given fields. A trigger records when it was closed; whoever closes it is its resolver. */
export async function updateReport(sql: Queryable, id: string, changes: ReportChanges, editor: string): Promise<void> {
  const given: Record<string, unknown> = Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined && value !== null),
  );
  if (Object.keys(given).length === 0) return;
  if (changes.status?.startsWith("closed_")) given.resolver_account_id = editor;
  await sql`UPDATE reports SET ${sql(given)} WHERE id = ${id}`;
}

/**
 * Restores the visibility that a picture or sequence had before reports hid it, and closes these reports as ignored.
 * @param report one of the reports about the picture or sequence
 * @returns whether reports had hidden it
 */
export async function undoHiding(tx: Transaction, report: ReportRow, editor: string): Promise<boolean> {
  const { picture_id, sequence_id } = report;
  const ofSameObject = picture_id !== null
    ? tx`picture_id = ${picture_id}`
    : tx`picture_id IS NULL AND sequence_id = ${sequence_id}`;
  const [hiding] = await tx<{ previous_visibility: Visibility | null }[]>`
    SELECT previous_visibility FROM reports WHERE has_hidden AND ${ofSameObject} ORDER BY ts_opened DESC, id LIMIT 1`;
  if (!hiding) return false;
  const [table, id] = picture_id !== null ? ["pictures", picture_id] : ["sequences", sequence_id];
  await tx`
    UPDATE ${tx(table)} SET visibility = ${hiding.previous_visibility}, last_account_to_edit = ${editor}
    WHERE id = ${id} AND visibility = 'owner-only'`;
  await tx`
    UPDATE reports SET has_hidden = false, status = 'closed_ignored', resolver_account_id = ${editor}
    WHERE ${ofSameObject} AND (has_hidden OR status = 'open_autofix' OR id = ${report.id})`;
  return true;
}

/** Which reports to list. */
export interface ReportChoice {
  condition: SqlPiece;
  limit: number;
  /** Only reports that this account made, or that are about its pictures and sequences. */
  concerns?: string;
}

/** Reports, the last opened first. */
export function listReports(sql: Queryable, { condition, limit, concerns }: ReportChoice): Promise<ReportRow[]> {
  const mine = concerns === undefined
    ? sql``
    : sql`AND (r.reporter_account_id = ${concerns} OR o.owner_id = ${concerns})`;
  return sql<ReportRow[]>`
    ${reportsWithOwner(sql)} WHERE ${condition(sql)} ${mine} ORDER BY r.ts_opened DESC, r.id LIMIT ${limit}`;
}

/** The owner is that of the picture, who may differ from the owner of the sequence it was reported with. */
function reportsWithOwner(sql: Queryable): Fragment {
  return sql`
    SELECT r.id, r.issue, r.status, r.picture_id, r.sequence_id, r.ts_opened, r.ts_closed, r.reporter_account_id,
      r.reporter_email, r.resolver_account_id, r.reporter_comments, r.resolver_comments, o.owner_id,
      o.visibility = 'owner-only' AND EXISTS (
        SELECT FROM reports h WHERE h.has_hidden AND CASE WHEN r.picture_id IS NOT NULL
          THEN h.picture_id = r.picture_id ELSE h.picture_id IS NULL AND h.sequence_id = r.sequence_id END
      ) AS is_hidden
    FROM reports r
    LEFT JOIN pictures p ON p.id = r.picture_id
    LEFT JOIN sequences s ON s.id = r.sequence_id
    CROSS JOIN LATERAL (
      SELECT CASE WHEN r.picture_id IS NOT NULL THEN p.account_id ELSE s.account_id END AS owner_id,
        CASE WHEN r.picture_id IS NOT NULL THEN p.visibility ELSE s.visibility END AS visibility
    ) AS o`;
}
