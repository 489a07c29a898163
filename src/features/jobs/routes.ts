/** `/api/jobs/stats`: how much background work is left. */
import { z } from "@hono/zod-openapi";
import { isoOffset } from "../../core/db/timestamps.ts";
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { countJobs } from "./queries.ts";

const stats = z.object({
  jobs_groups: z.array(z.object({
    nb_jobs: z.int(),
    task: z.string(),
    nb_errors: z.int(),
    min_task_inserted_at: z.iso.datetime({ offset: true }),
    max_task_inserted_at: z.iso.datetime({ offset: true }),
  })),
  total_jobs: z.int(),
}).openapi("JobsStats");

/** Counts of jobs, for everybody. */
export function jobsRoutes(router: Router, { sql }: Services): void {
  router.route({
    method: "get",
    path: "/api/jobs/stats",
    access: "open",
    summary: "Jobs that wait or run, by task and number of failures",
    tags: ["Server"],
    responses: { 200: { description: "The jobs", content: { "application/json": { schema: stats } } } },
  }, async (context) => {
    const groups = await countJobs(sql);
    return context.json({
      jobs_groups: groups.map(({ min_task_inserted_at, max_task_inserted_at, ...group }) => ({
        ...group,
        min_task_inserted_at: isoOffset(min_task_inserted_at),
        max_task_inserted_at: isoOffset(max_task_inserted_at),
      })),
      total_jobs: groups.reduce((total, { nb_jobs }) => total + nb_jobs, 0),
    });
  });
}
