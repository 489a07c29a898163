/** Bodies of requests about reports. */
import { message } from "../../../core/messages/mod.ts";
import { z } from "@hono/zod-openapi";
import { ApiError } from "../../../core/http/errors.ts";
import { text, uuid, word } from "../../../core/http/lenient_schemas.ts";
import { validate } from "../../../core/http/validation.ts";
import { ISSUES, type Role, SETTABLE_STATUSES } from "./report.ts";

/** Long enough for a story, short enough for a table. */
const LONGEST_COMMENT = 10_000;
/** RFC 5321 §4.5.3.1. */
const LONGEST_EMAIL = 254;

/** The body of a new report. */
export const newReport = z.object({
  issue: word(...ISSUES),
  picture_id: uuid().nullish(),
  sequence_id: uuid().nullish(),
  reporter_email: text({ max: LONGEST_EMAIL }).nullish(),
  reporter_comments: text({ max: LONGEST_COMMENT }).nullish(),
}).refine(({ picture_id, sequence_id }) => picture_id || sequence_id, {
  error: "Value error, At least one ID between picture_id and sequence_id must be set",
}).openapi("NewReport");
/** A report to be made, read from `newReport`. */
export type NewReport = z.output<typeof newReport>;

/** @throws ApiError 400 */
export function readNewReport(body: unknown): NewReport {
  return withoutNullCharacters(validate(newReport, body, message("community.report_not_created")));
}

/** The body of a change of a report. */
export const reportChanges = z.object({
  issue: word(...ISSUES).nullish(),
  status: word(...SETTABLE_STATUSES).nullish(),
  reporter_email: text({ max: LONGEST_EMAIL }).nullish(),
  resolver_comments: text({ max: LONGEST_COMMENT }).nullish(),
}).openapi("ReportChanges");
/** Changes of a report, read from `reportChanges`. */
export type ReportChanges = z.output<typeof reportChanges>;

/**
 * Reads what is to change, after checking that the role may change it.
 * @throws ApiError 400
 */
export function readReportChanges(body: unknown, role: Role): ReportChanges {
  const refusal = message("community.report_not_changed");
  if (typeof body === "object" && body !== null && !Array.isArray(body)) {
    const broken = brokenRule({ ...body }, role);
    if (broken) {
      throw new ApiError(400, refusal, {
        details: [{ fields: [], error: `Value error, ${broken}`, input: { ...body, editor_role: role } }],
      });
    }
  }
  return withoutNullCharacters(validate(reportChanges, body, refusal));
}

function brokenRule(body: Record<string, unknown>, role: Role): string | undefined {
  const isGiven = (key: string) => body[key] !== undefined && body[key] !== null;
  if (role !== "admin" && isGiven("issue")) return "issue type can't be changed by non-admin role";
  if (role !== "admin" && isGiven("reporter_email")) return "reporter email can't be changed by non-admin role";
  if (role !== "reporter") return undefined;
  if (isGiven("resolver_comments")) return "resolver comments can't be changed by reporter";
  return body.status === "closed_ignored" ? "status can't be 'closed_ignored' for reporter" : undefined;
}

/** PostgreSQL cannot store null characters. */
function withoutNullCharacters<T extends object>(given: T): T {
  const entries = Object.entries(given).map(([key, value]) => [
    key,
    typeof value === "string" ? value.replaceAll("\0", "") : value,
  ]);
  // The entries are those of T, with texts where texts were.
  return Object.fromEntries(entries) as T;
}
