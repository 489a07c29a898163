/** `POST …/prepare`: has pictures processed again. */
import { z } from "@hono/zod-openapi";
import { accountId } from "../../core/http/account.ts";
import { callerOf, type RequestContext } from "../../core/http/context.ts";
import { ApiError } from "../../core/http/errors.ts";
import { isJson, readJson } from "../../core/http/json_body.ts";
import { boolean } from "../../core/http/lax.ts";
import type { RouteDeclaration, Router } from "../../core/http/router.ts";
import { validate } from "../../core/http/validation.ts";
import type { Services } from "../../core/services.ts";
import { prepareCollection, preparePicture } from "./queries.ts";

const parameters = z.object({ skip_blurring: boolean().nullish() }).openapi("PrepareParameters");

export function prepareRoutes(router: Router, { sql }: Services): void {
  const common = {
    method: "post",
    access: "anyone-writes",
    tags: ["Pictures"],
    request: { body: { content: { "application/json": { schema: parameters } }, required: false } },
    responses: {
      202: { description: "It will be done" },
      404: { description: "Unknown, or not visible to the caller" },
    },
  } satisfies Partial<RouteDeclaration>;

  router.route({
    ...common,
    path: "/api/collections/{collectionId:uuid}/items/{id:uuid}/prepare",
    summary: "Process a picture again",
  }, async (context, { collectionId, id }) => {
    const skipBlurring = await readSkipBlurring(context);
    if (!await preparePicture(sql, { collectionId, id }, skipBlurring, accountId(callerOf(context)))) {
      throw new ApiError(404, `Picture ${id} wasn't found in database`);
    }
    return context.json({}, 202);
  });

  router.route({
    ...common,
    path: "/api/collections/{id:uuid}/prepare",
    summary: "Process all pictures of a collection again",
  }, async (context, { id }) => {
    const skipBlurring = await readSkipBlurring(context);
    if (!await prepareCollection(sql, id, skipBlurring, accountId(callerOf(context)))) {
      throw new ApiError(404, `Collection ${id} wasn't found in database`);
    }
    return context.json({}, 202);
  });
}

async function readSkipBlurring(context: RequestContext): Promise<boolean> {
  const body = isJson(context) ? await readJson(context) ?? {} : {};
  return validate(parameters, body, "Impossible to parse parameters").skip_blurring ?? false;
}
