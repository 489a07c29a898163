/** `/api/users/me/uploads`: everything the caller has ever uploaded, what went wrong, and trying it again. */
import { z } from "@hono/zod-openapi";
import { isoZulu } from "../../../core/db/timestamps.ts";
import { loggedCallerOf, type RequestContext } from "../../../core/http/context.ts";
import { errorAnswer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { languageOf } from "../../../core/http/language_of.ts";
import { boolean, integer, text, UUID } from "../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../core/http/router.ts";
import { validate } from "../../../core/http/validation.ts";
import { type Language, message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import { errorInLanguage } from "../../jobs/mod.ts";
import { queueBrokenPictures } from "../../pictures/mod.ts";
import { withoutNulls } from "../json.ts";
import { rejectionText } from "../rejection.ts";
import { historyAnswer, preparedAnswer, problemsAnswer } from "./documentation.ts";
import {
  type HistoryPlace,
  listPastUploads,
  listProblems,
  ownsUploadSet,
  type PastUploadRow,
  type ProblemRow,
} from "./queries.ts";

const DEFAULT_SETS = 20, MOST_SETS = 100;
const DEFAULT_PROBLEMS = 100, MOST_PROBLEMS = 1000;

const historyQuery = z.object({
  limit: integer({ min: 1, max: MOST_SETS }).optional(),
  unfinished: boolean().optional().openapi({ description: "Only sets to which files are still to come" }),
  before: text({ max: 100 }).optional().openapi({ description: "`next` of the page before" }),
});
const problemsQuery = z.object({
  limit: integer({ min: 1, max: MOST_PROBLEMS }).optional(),
  after: text().optional().openapi({ description: "`next` of the page before" }),
});

const tags = ["Upload sets"];

/** The history of the caller's uploads. */
export function uploadHistoryRoutes(router: Router, { sql }: Services): void {
  router.route({
    method: "get",
    path: "/api/users/me/uploads",
    access: "logged-reads",
    summary: "The history of the caller's uploads, newest first",
    tags,
    request: { query: historyQuery },
    responses: { 200: historyAnswer, 400: errorAnswer("A parameter is wrong") },
  }, async (context) => {
    const { limit = DEFAULT_SETS, unfinished = false, before } = validate(
      historyQuery,
      context.req.query(),
      message("http.bad_parameters"),
    );
    const place = before === undefined ? undefined : readPlace(before);
    const caller = loggedCallerOf(context).id;
    // One more than is shown tells whether there is another page.
    const rows = await listPastUploads(sql, caller, { before: place, onlyUnfinished: unfinished, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return context.json({ uploads: shown.map(pastUploadJson), ...(last && { next: placeOf(last) }) });
  });

  router.route({
    method: "get",
    path: "/api/users/me/uploads/{id:uuid}/problems",
    access: "logged-reads",
    summary: "Files of one of the caller's uploads that were refused or could not be processed, by name",
    tags,
    request: { query: problemsQuery },
    responses: {
      200: problemsAnswer,
      400: errorAnswer("A parameter is wrong"),
      404: errorAnswer("No upload set of the caller"),
    },
  }, async (context, { id }) => {
    const { limit = DEFAULT_PROBLEMS, after } = validate(
      problemsQuery,
      context.req.query(),
      message("http.bad_parameters"),
    );
    await requireOwnSet(context, id);
    const rows = await listProblems(sql, id, { after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const language = languageOf(context);
    return context.json({
      problems: shown.map((row) => problemJson(row, language)),
      ...(last && { next: last.file_name }),
    });
  });

  router.route({
    method: "post",
    path: "/api/users/me/uploads/{id:uuid}/prepare",
    access: "logged-writes",
    summary: "Process the pictures of one of the caller's uploads again that could not be processed",
    tags,
    responses: { 202: preparedAnswer, 404: errorAnswer("No upload set of the caller") },
  }, async (context, { id }) => {
    await requireOwnSet(context, id);
    return context.json({ count: await queueBrokenPictures(sql, id) }, 202);
  });

  async function requireOwnSet(context: RequestContext, id: string): Promise<void> {
    if (await ownsUploadSet(sql, loggedCallerOf(context).id, id)) return;
    throw new ApiError(404, message("uploads.set_not_found"));
  }
}

function placeOf({ created_at, id }: PastUploadRow): string {
  return `${isoZulu(created_at)},${id}`;
}

function readPlace(given: string): HistoryPlace {
  const [createdAt = "", id = "", ...more] = given.split(",");
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(createdAt) &&
    !Number.isNaN(Date.parse(createdAt));
  if (isTime && UUID.test(id) && more.length === 0) return { createdAt, id };
  throw new ApiError(400, message("http.bad_parameters"), {
    details: [{ fields: ["before"], error: "Not the `next` of a page" }],
  });
}

function pastUploadJson({ created_at, title, collections, ...row }: PastUploadRow) {
  const { id, completed, dispatched, visibility, metadata, estimated_nb_files } = row;
  const { nb_files, nb_refused, nb_items, nb_prepared, nb_broken } = row;
  return withoutNulls({
    id,
    created_at: isoZulu(created_at),
    title,
    completed,
    dispatched,
    visibility,
    metadata,
    estimated_nb_files,
    nb_files,
    nb_refused,
    nb_items,
    nb_prepared,
    nb_broken,
    collections,
  });
}

function problemJson(row: ProblemRow, language: Language) {
  const { file_name, rejection_status: reason, rejection_message, rejection_details, is_queued } = row;
  const missing = rejection_details?.missing_fields;
  return withoutNulls({
    file_name,
    kind: reason ? "refused" : "broken",
    reason,
    message: reason ? rejectionText(reason, rejection_message, language) : errorInLanguage(row, language),
    missing_fields: Array.isArray(missing) ? missing : null,
    is_queued,
  });
}
