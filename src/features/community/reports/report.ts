/** Reports: problems that visitors see in pictures and sequences, and who may read which parts of a report. */
import type { Account } from "../../../core/http/account.ts";
import { isoZulu } from "../../../core/db/timestamps.ts";

/** What can be wrong with a picture or sequence. */
export const ISSUES = [
  "blur_missing",
  "blur_excess",
  "inappropriate",
  "privacy",
  "picture_low_quality",
  "mislocated",
  "copyright",
  "other",
] as const;
/** What is wrong, by geovisio's name. */
export type Issue = (typeof ISSUES)[number];

/** How far a report has come. */
export const STATUSES = ["open", "open_autofix", "waiting", "closed_solved", "closed_ignored"] as const;
/** One of them. */
export type ReportStatus = (typeof STATUSES)[number];
/** The statuses that callers may set; reports start with one of the others. */
export const SETTABLE_STATUSES = ["waiting", "closed_solved", "closed_ignored"] as const;

/** A row of `reports`, with the owner and state of the picture or sequence that was reported. */
export interface ReportRow {
  id: string;
  issue: Issue;
  status: ReportStatus;
  picture_id: string | null;
  sequence_id: string | null;
  ts_opened: string;
  ts_closed: string | null;
  reporter_account_id: string | null;
  reporter_email: string | null;
  resolver_account_id: string | null;
  reporter_comments: string | null;
  resolver_comments: string | null;
  /** The owner of the picture or sequence. */
  owner_id: string | null;
  /** Whether reports hid it and it is still hidden; null once it is deleted. */
  is_hidden: boolean | null;
}

/** The role of a caller towards a report; the first that applies. */
export type Role = "admin" | "reporter" | "owner";

/** @returns undefined for somebody who is not involved */
export function roleOf(caller: Account, report: Pick<ReportRow, "reporter_account_id" | "owner_id">): Role | undefined {
  if (caller.role === "admin") return "admin";
  if (caller.id === report.reporter_account_id) return "reporter";
  return caller.id === report.owner_id ? "owner" : undefined;
}

/**
 * A report as JSON, without empty fields.
 * @param isComplete include the reporter's address and the resolver's notes, which are for administrators only
 */
export function reportJson(
  { owner_id: _, is_hidden, ...report }: ReportRow,
  isComplete: boolean,
): Record<string, unknown> {
  const shown = {
    ...report,
    ts_opened: isoZulu(report.ts_opened),
    ts_closed: report.ts_closed === null ? null : isoZulu(report.ts_closed),
    is_hidden: isComplete ? is_hidden : null,
    ...(isComplete ? {} : { reporter_email: null, resolver_comments: null }),
  };
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== null));
}
