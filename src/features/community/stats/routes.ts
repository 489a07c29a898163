/** `/api/admin/stats`: statistics for administrators, without personal data. */
import { message } from "../../../core/messages/mod.ts";
import { z } from "@hono/zod-openapi";
import { requireAdministrator } from "../../accounts/mod.ts";
import { errorAnswer } from "../../../core/http/documentation.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { readInstanceStats, readReportStats } from "./queries.ts";

const tags = ["Server"];
const ADMINISTRATORS_ONLY = message("http.stats_not_readable");
const counts = z.record(z.string(), z.int());
const news = z.object({ "1d": z.int(), "7d": z.int(), "30d": z.int() });

const instanceStats = z.object({
  accounts: z.object({ total: z.int(), new: news }),
  pictures: z.object({
    total: z.int(),
    by_status: counts,
    new: news,
    seconds_since_last_insert: z.number().nullable(),
  }),
  sequences: z.object({ total: z.int(), by_status: counts, by_visibility: counts }),
  jobs: z.object({ by_task: counts, oldest_due_job_age_seconds: z.number().nullable() }),
}).openapi("InstanceStats");

const reportStats = z.object({
  total: z.int(),
  unresolved: z.int(),
  by_status: counts,
  by_status_issue: z.record(z.string(), counts),
}).openapi("ReportStats");

const refusals = {
  401: errorAnswer("Nobody is logged in"),
  403: errorAnswer("The caller is not an administrator"),
};

/** Statistics for administrators. */
export function statsRoutes(router: Router, { sql }: Services): void {
  router.route({
    method: "get",
    path: "/api/admin/stats",
    access: "logged-reads-or-refused",
    summary: "How many accounts, pictures, sequences and jobs there are",
    tags,
    responses: {
      ...refusals,
      200: { description: "The statistics", content: { "application/json": { schema: instanceStats } } },
    },
  }, async (context) => {
    requireAdministrator(context, ADMINISTRATORS_ONLY);
    return context.json(await readInstanceStats(sql));
  });

  router.route({
    method: "get",
    path: "/api/admin/reports/stats",
    access: "logged-reads-or-refused",
    summary: "How many reports there are, by status and issue",
    tags,
    responses: {
      ...refusals,
      200: { description: "The statistics", content: { "application/json": { schema: reportStats } } },
    },
  }, async (context) => {
    requireAdministrator(context, ADMINISTRATORS_ONLY);
    return context.json(await readReportStats(sql));
  });
}
