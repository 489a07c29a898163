/** `/api/users/me/upload_sets`: what the caller has sent. */
import { z } from "@hono/zod-openapi";
import { isoZulu } from "../../../core/db/timestamps.ts";
import { baseUrl } from "../../../core/http/base_url.ts";
import { loggedCallerOf } from "../../../core/http/context.ts";
import { errorAnswer } from "../../../core/http/documentation.ts";
import { integer } from "../../../core/http/lenient_schemas.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Router } from "../../../core/http/router.ts";
import { validate } from "../../../core/http/validation.ts";
import type { Services } from "../../../core/services.ts";
import { uploadSetsAnswer } from "../documentation.ts";
import { uploadSetLinks, type Viewer, withoutNulls } from "../json.ts";
import { readUploadSetFilter } from "./filter.ts";
import { type ListedUploadSetRow, listUploadSets } from "./queries.ts";

const DEFAULT_LIMIT = 100;
const MOST_SETS = 1000;
/** What people look for who have not finished an upload. */
const DEFAULT_FILTER = "dispatched = FALSE";

const query = z.object({
  limit: integer({ min: 0, max: MOST_SETS }).optional(),
  filter: z.string().optional().openapi({ description: "CQL2 text on completed and dispatched" }),
});

/** The list of the caller’s upload sets. */
export function ownUploadSetsRoutes(router: Router, { settings, sql }: Services): void {
  router.route({
    method: "get",
    path: "/api/users/me/upload_sets",
    access: "logged-reads",
    summary: "The upload sets of the caller; by default those that are not finished",
    tags: ["Upload sets"],
    request: { query },
    responses: { 200: uploadSetsAnswer, 400: errorAnswer("A parameter is wrong") },
  }, async (context) => {
    const { limit = DEFAULT_LIMIT, filter = DEFAULT_FILTER } = validate(
      query,
      context.req.query(),
      message("http.bad_parameters"),
    );
    const caller = loggedCallerOf(context);
    const viewer = { base: baseUrl(context), caller, isReadOnly: settings.API_READ_ONLY };
    const sets = await listUploadSets(sql, caller.id, readUploadSetFilter(filter), limit);
    return context.json({ upload_sets: sets.map((set) => listedJson(set, viewer)) });
  });
}

function listedJson({ created_at, associated_collections, ...fields }: ListedUploadSetRow, viewer: Viewer) {
  return withoutNulls({
    ...fields,
    created_at: isoZulu(created_at),
    associated_collections: associated_collections.map((collection) => ({
      ...collection,
      links: [{ rel: "self", type: "application/json", href: `${viewer.base}/api/collections/${collection.id}` }],
    })),
    links: uploadSetLinks(fields, viewer),
  });
}
