/** `/api/admin/jobs`: what waits and what failed, for administrators. */
import { z } from "@hono/zod-openapi";
import { requireAdministrator } from "../../accounts/mod.ts";
import { isoZulu } from "../../../core/db/timestamps.ts";
import { errorAnswer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { boolean, integer, text, word } from "../../../core/http/lenient_schemas.ts";
import { languageOf } from "../../../core/http/language_of.ts";
import { message } from "../../../core/messages/mod.ts";
import { validate } from "../../../core/http/validation.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { errorInLanguage } from "../job.ts";
import { dropJob, listBrokenPictures, listQueuedJobs, type QueuePlace, retryAllJobs, retryJob } from "./queries.ts";

const MOST_LISTED = 200;
const ADMINISTRATORS_ONLY = message("jobs.administrators_only");

const tags = ["Administration"];
const refusals = {
  401: errorAnswer("Nobody is logged in"),
  403: errorAnswer("The caller is not an administrator"),
};
const notWaiting = errorAnswer("There is no such job, or it is running");

const place = z.object({
  failures: z.int().min(0).max(1_000_000),
  time: z.string().regex(/^\d{1,16}$/),
  seq: z.string().regex(/^\d{1,18}$/),
});
const query = z.object({
  limit: integer({ min: 1, max: MOST_LISTED }).optional(),
  task: word("prepare", "delete", "dispatch", "finalize", "read_metadata", "transfer").optional(),
  has_failed: boolean().optional().openapi({ description: "Only jobs that failed" }),
  after: text({ max: 200 }).optional().openapi({ description: "`next` of the page before" }),
});
const jobs = z.object({
  next: z.string().nullable().openapi({ description: "`after` of the next page; null on the last one" }),
  jobs: z.array(z.object({
    id: z.uuid(),
    task: z.string(),
    picture_id: z.uuid().nullable(),
    upload_set_id: z.uuid().nullable(),
    sequence_id: z.uuid().nullable(),
    nb_errors: z.int(),
    inserted_at: z.iso.datetime(),
    not_before: z.iso.datetime().nullable(),
    is_running: z.boolean(),
    last_error: z.string().nullable(),
  })),
  broken_pictures: z.array(z.object({
    picture_id: z.uuid(),
    collection_id: z.uuid().nullable(),
    error: z.string().nullable(),
    finished_at: z.iso.datetime().nullable(),
  })),
}).openapi("AdministeredJobs");

/** @throws ApiError 400 */
function readPlace(given: string): QueuePlace {
  const [failures, time, seq] = given.split("-");
  return validate(place, { failures: Number(failures), time, seq }, message("http.bad_parameters"));
}

/** Listing, retrying and dropping jobs. */
export function jobsAdminRoutes(router: Router, { sql }: Services): void {
  router.route({
    method: "get",
    path: "/api/admin/jobs",
    access: "logged-reads-or-refused",
    summary: `Jobs that wait or run, and pictures whose processing failed; at most ${MOST_LISTED} of each`,
    tags,
    request: { query },
    responses: {
      ...refusals,
      200: { description: "The jobs", content: { "application/json": { schema: jobs } } },
      400: errorAnswer("A parameter is wrong"),
    },
  }, async (context) => {
    requireAdministrator(context, ADMINISTRATORS_ONLY);
    const { limit = MOST_LISTED, task, has_failed, after } = validate(
      query,
      context.req.query(),
      message("http.bad_parameters"),
    );
    const last = after === undefined ? undefined : readPlace(after);
    const [found, broken] = await Promise.all([
      listQueuedJobs(sql, { limit: limit + 1, task, hasFailed: has_failed, after: last }),
      last ? [] : listBrokenPictures(sql, MOST_LISTED),
    ]);
    const queued = found.slice(0, limit), end = queued.at(-1)?.place;
    const language = languageOf(context);
    return context.json({
      next: found.length > limit && end ? [end.failures, end.time, end.seq].join("-") : null,
      jobs: queued.map(({ place: _, ts, to_do_after_ts, error, error_text, ...job }) => ({
        ...job,
        last_error: errorInLanguage({ error, error_text }, language),
        inserted_at: isoZulu(ts),
        not_before: to_do_after_ts && isoZulu(to_do_after_ts),
      })),
      broken_pictures: broken.map(({ finished_at, error, error_text, ...picture }) => ({
        ...picture,
        error: errorInLanguage({ error, error_text }, language),
        finished_at: finished_at && isoZulu(finished_at),
      })),
    });
  });

  router.route({
    method: "post",
    path: "/api/admin/jobs/retry",
    access: "logged-writes",
    summary: "Run all jobs that failed at once, and prepare broken pictures again",
    tags,
    responses: {
      ...refusals,
      200: {
        description: "How many",
        content: {
          "application/json": { schema: z.object({ jobs: z.int(), pictures: z.int() }).openapi("RetriedJobs") },
        },
      },
    },
  }, async (context) => {
    requireAdministrator(context, ADMINISTRATORS_ONLY);
    return context.json(await sql.begin(retryAllJobs));
  });

  router.route({
    method: "post",
    path: "/api/admin/jobs/{id:uuid}/retry",
    access: "logged-writes",
    summary: "Run a job at once, as if it had never failed",
    tags,
    responses: { ...refusals, 204: { description: "It is next" }, 404: notWaiting },
  }, async (context, { id }) => {
    requireAdministrator(context, ADMINISTRATORS_ONLY);
    if (!await retryJob(sql, id)) throw new ApiError(404, message("jobs.not_waiting"));
    return context.body(null, 204);
  });

  router.route({
    method: "delete",
    path: "/api/admin/jobs/{id:uuid}",
    access: "logged-writes",
    summary: "Take a job out of the queue without doing it",
    tags,
    responses: { ...refusals, 204: { description: "Taken out" }, 404: notWaiting },
  }, async (context, { id }) => {
    requireAdministrator(context, ADMINISTRATORS_ONLY);
    if (!await dropJob(sql, id)) throw new ApiError(404, message("jobs.not_waiting"));
    return context.body(null, 204);
  });
}
