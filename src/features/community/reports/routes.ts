/** `/api/reports`: anybody may report a problem; owners and administrators handle it. */
import { message } from "../../../core/messages/mod.ts";
import { z } from "@hono/zod-openapi";
import { accountId } from "../../../core/http/account.ts";
import { requireAdministrator } from "../../accounts/mod.ts";
import { clientAddress } from "../../../core/http/client_address.ts";
import { baseUrl } from "../../../core/http/base_url.ts";
import { callerOf, loggedCallerOf } from "../../../core/http/context.ts";
import { errorAnswer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { requireJson } from "../../../core/http/json_body.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { reporterKey, ReportLimits } from "./report_limits.ts";
import { readReportListParameters, reportListQuery } from "./list_parameters.ts";
import { type NewReport, newReport, readNewReport, readReportChanges, reportChanges } from "./parameters.ts";
import { findReport, findUnknownField, insertReport, listReports, undoHiding, updateReport } from "./queries.ts";
import { ISSUES, reportJson, type ReportRow, roleOf, STATUSES } from "./report.ts";

const tags = ["Reports"];
const FOREIGN_KEY_VIOLATION = "23503";

const reportDocument = z.object({
  id: z.uuid(),
  issue: z.enum(ISSUES),
  status: z.enum(STATUSES),
  picture_id: z.uuid().optional(),
  sequence_id: z.uuid().optional(),
  ts_opened: z.iso.datetime(),
  ts_closed: z.iso.datetime().optional(),
  is_hidden: z.boolean().optional().openapi({ description: "Whether reports hid it. For administrators only" }),
  reporter_account_id: z.uuid().optional(),
  reporter_email: z.string().optional().openapi({ description: "For administrators only" }),
  resolver_account_id: z.uuid().optional(),
  reporter_comments: z.string().optional(),
  resolver_comments: z.string().optional().openapi({ description: "For administrators only" }),
}).openapi("Report");
const json = (description: string, schema: z.ZodType) => ({
  description,
  content: { "application/json": { schema } },
});
const body = (schema: z.ZodType) => ({ body: { content: { "application/json": { schema } } } });
const wrong = { 400: errorAnswer("A value is wrong"), 415: errorAnswer("Not JSON") };
const refused = errorAnswer("The caller is not involved in the report");
const list = json("The reports, the most recent first", z.object({ reports: z.array(reportDocument) }));

/** `/api/reports`: make, list, read and settle reports. */
export function reportsRoutes(router: Router, services: Services): void {
  const { settings, sql, team } = services;
  const limits = new ReportLimits(settings.API_REPORTS_PER_HOUR, team);

  router.route({
    method: "post",
    path: "/api/reports",
    access: "anyone-writes",
    summary: "Report a picture or a sequence; it is hidden at once if it may harm somebody",
    tags,
    request: body(newReport),
    responses: {
      ...wrong,
      200: json("The report", reportDocument),
      404: errorAnswer("Unknown picture or sequence"),
      429: errorAnswer("Too many reports; `Retry-After` says how many seconds to wait"),
    },
  }, async (context) => {
    const wanted = readNewReport(await requireJson(context, message("community.report_json_to_create")));
    const caller = callerOf(context), address = clientAddress(context, settings.INFRA_NB_PROXIES);
    limits.take(caller, address);
    await refuseUnknownObjects(wanted);
    const key = caller ? null : await reporterKey(address, services.secretKey);
    const id = await insertReport(sql, wanted, { account_id: accountId(caller), key }).catch(async (error) => {
      // It may have been deleted in the meantime.
      if (error.code === FOREIGN_KEY_VIOLATION) await refuseUnknownObjects(wanted);
      throw error;
    });
    context.set("auditDetails", { report: id, issue: wanted.issue });
    return context.json(reportJson(await knownReport(id), false));
  });

  router.route({
    method: "get",
    path: "/api/reports",
    access: "logged-reads",
    summary: "All unresolved reports, or those that match a filter; for administrators",
    tags,
    request: { query: reportListQuery },
    responses: { 200: list, 400: wrong[400], 403: refused },
  }, async (context) => {
    const parameters = readReportListParameters(context.req.query(), loggedCallerOf(context).id);
    requireAdministrator(context, message("community.reports_not_listed"));
    const reports = await listReports(sql, parameters);
    return context.json({ reports: reports.map((report) => reportJson(report, true)) });
  });

  router.route({
    method: "get",
    path: "/api/users/me/reports",
    access: "logged-reads",
    summary: "Reports by the caller, or about the caller's pictures and sequences",
    tags,
    request: { query: reportListQuery },
    responses: { 200: list, 400: wrong[400] },
  }, async (context) => {
    const caller = loggedCallerOf(context);
    const parameters = readReportListParameters(context.req.query(), caller.id);
    const reports = await listReports(sql, { ...parameters, concerns: caller.id });
    return context.json({ reports: reports.map((report) => reportJson(report, caller.role === "admin")) });
  });

  router.route({
    method: "get",
    path: "/api/reports/{id:uuid}",
    access: "anyone",
    summary: "A report, for its reporter, the owner of the picture or sequence, and administrators",
    tags,
    responses: {
      200: json("The report", reportDocument),
      401: errorAnswer("Nobody is logged in"),
      403: refused,
      404: errorAnswer("Unknown report"),
    },
  }, async (context, { id }) => {
    const caller = callerOf(context);
    if (!caller) throw new ApiError(401, message("community.reports_need_login"));
    const report = await knownReport(id);
    const role = roleOf(caller, report);
    if (!role) throw new ApiError(403, message("community.report_not_readable"));
    return context.json(reportJson(report, role === "admin"));
  });

  router.route({
    method: "patch",
    path: "/api/reports/{id:uuid}",
    access: "logged-writes-or-login",
    summary: "Handle a report: postpone it, close it, add a note",
    tags,
    request: body(reportChanges),
    responses: {
      ...wrong,
      200: json("The report as it is now", reportDocument),
      403: refused,
      404: errorAnswer("Unknown report"),
    },
  }, async (context, { id }) => {
    const caller = loggedCallerOf(context);
    const role = roleOf(caller, await knownReport(id));
    if (!role) throw new ApiError(403, message("community.report_not_editable"));
    await updateReport(
      sql,
      id,
      readReportChanges(await requireJson(context, message("community.report_json_to_change")), role),
      caller.id,
    );
    context.header("Location", `${baseUrl(context)}/api/reports/${id}`);
    context.header("Access-Control-Expose-Headers", "Location");
    return context.json(reportJson(await knownReport(id), role === "admin"));
  });

  router.route({
    method: "post",
    path: "/api/reports/{id:uuid}/undo",
    access: "logged-writes-or-login",
    summary:
      "Restore what reports hid to its earlier visibility, and close these reports as ignored; for administrators",
    tags,
    responses: {
      200: json("The report as it is now", reportDocument),
      403: refused,
      404: errorAnswer("Unknown report"),
      409: errorAnswer("Reports did not hide it, or it is visible again already"),
    },
  }, async (context, { id }) => {
    requireAdministrator(context, message("community.report_not_editable"));
    const report = await knownReport(id);
    if (!await sql.begin((tx) => undoHiding(tx, report, loggedCallerOf(context).id))) {
      throw new ApiError(409, message("community.report_not_hiding"));
    }
    return context.json(reportJson(await knownReport(id), true));
  });

  async function knownReport(id: string): Promise<ReportRow> {
    const report = await findReport(sql, id);
    if (!report) throw new ApiError(404, message("community.report_unknown"));
    return report;
  }

  async function refuseUnknownObjects(wanted: NewReport): Promise<void> {
    const field = await findUnknownField(sql, wanted);
    if (!field) return;
    throw new ApiError(404, message("community.report_not_created"), {
      details: [{ fields: [field], error: message("community.id_unknown"), input: wanted[field] }],
    });
  }
}
