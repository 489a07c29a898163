import { onlyRow } from "../../../core/db/rows.ts";
import type { Sql } from "../../../core/db/sql.ts";

/** Numbers by name. */
type Counts = Record<string, number>;

/** How many there are, and how many were added in the last days. */
interface Growth {
  total: number;
  new: { "1d": number; "7d": number; "30d": number };
}

/** How much there is on the instance. */
export interface InstanceStats {
  accounts: Growth;
  pictures: Growth & { by_status: Counts; seconds_since_last_insert: number | null };
  sequences: { total: number; by_status: Counts; by_visibility: Counts };
  jobs: { by_task: Counts; oldest_due_job_age_seconds: number | null };
}

/** Counts of what an instance holds, all from one snapshot. Every value of an enumeration is listed, even when its count is 0. */
export async function readInstanceStats(sql: Sql): Promise<InstanceStats> {
  const rows = await sql<{ stats: InstanceStats }[]>`
    WITH picture_counts AS (SELECT status, count(*) AS number FROM pictures GROUP BY status),
    sequence_counts AS (SELECT status, visibility, count(*) AS number FROM sequences GROUP BY status, visibility)
    SELECT json_build_object(
      'accounts', (
        SELECT json_build_object('total', count(*), 'new', json_build_object(
          '1d', count(*) FILTER (WHERE created_at > now() - interval '1 day'),
          '7d', count(*) FILTER (WHERE created_at > now() - interval '7 days'),
          '30d', count(*) FILTER (WHERE created_at > now() - interval '30 days')))
        FROM accounts),
      'pictures', json_build_object(
        'total', (SELECT coalesce(sum(number), 0) FROM picture_counts),
        'by_status', (
          SELECT json_object_agg(known, coalesce(number, 0))
          FROM unnest(enum_range(NULL::picture_status)) AS known LEFT JOIN picture_counts ON status = known),
        'new', (
          SELECT json_build_object(
            '1d', count(*) FILTER (WHERE inserted_at > now() - interval '1 day'),
            '7d', count(*) FILTER (WHERE inserted_at > now() - interval '7 days'),
            '30d', count(*))
          FROM pictures WHERE inserted_at > now() - interval '30 days'),
        'seconds_since_last_insert', (
          SELECT extract(epoch FROM clock_timestamp() - max(inserted_at))::float8 FROM pictures)),
      'sequences', json_build_object(
        'total', (SELECT coalesce(sum(number), 0) FROM sequence_counts),
        'by_status', (
          SELECT json_object_agg(known, (SELECT coalesce(sum(number), 0) FROM sequence_counts WHERE status = known))
          FROM unnest(enum_range(NULL::sequence_status)) AS known),
        'by_visibility', (
          SELECT json_object_agg(coalesce(known::text, 'unset'),
            (SELECT coalesce(sum(number), 0) FROM sequence_counts WHERE visibility IS NOT DISTINCT FROM known))
          FROM unnest(enum_range(NULL::visibility_status) || NULL::visibility_status) AS known)),
      'jobs', json_build_object(
        'by_task', (
          SELECT json_object_agg(known, (SELECT count(*) FROM job_queue WHERE task = known))
          FROM unnest(enum_range(NULL::job_type)) AS known),
        'oldest_due_job_age_seconds', (
          SELECT extract(epoch FROM clock_timestamp() - min(ts))::float8 FROM job_queue
          WHERE to_do_after_ts IS NULL OR to_do_after_ts <= now()))
    ) AS stats`;
  return onlyRow(rows).stats;
}

/** How many reports there are. */
export interface ReportStats {
  total: number;
  /** Reports that still need attention. */
  unresolved: number;
  by_status: Counts;
  /** Only statuses and issues that occur. */
  by_status_issue: Record<string, Counts>;
}

/** Counts the reports by status and issue. */
export async function readReportStats(sql: Sql): Promise<ReportStats> {
  const rows = await sql<{ stats: ReportStats }[]>`
    WITH counts AS (SELECT status, issue, count(*) AS number FROM reports GROUP BY status, issue)
    SELECT json_build_object(
      'total', (SELECT coalesce(sum(number), 0) FROM counts),
      'unresolved', (
        SELECT coalesce(sum(number), 0) FROM counts WHERE status NOT IN ('closed_solved', 'closed_ignored')),
      'by_status', (
        SELECT json_object_agg(known, (SELECT coalesce(sum(number), 0) FROM counts WHERE status = known))
        FROM unnest(enum_range(NULL::report_status)) AS known),
      'by_status_issue', coalesce((
        SELECT json_object_agg(status, issues)
        FROM (SELECT status, json_object_agg(issue, number) AS issues FROM counts GROUP BY status) AS by_status), '{}')
    ) AS stats`;
  return onlyRow(rows).stats;
}
