/** `POST …/prepare`: has pictures processed again. */
import { z } from "@hono/zod-openapi";
import { accountId } from "../../core/http/account.ts";
import { type Owned, requireWriter } from "../accounts/mod.ts";
import { callerOf, type RequestContext } from "../../core/http/context.ts";
import { answer } from "../../core/http/documentation.ts";
import { ApiError } from "../../core/http/errors.ts";
import { readJsonIfAny } from "../../core/http/json_body.ts";
import { boolean } from "../../core/http/lenient_schemas.ts";
import { message } from "../../core/messages/mod.ts";
import type { RouteDeclaration, Router } from "../../core/http/router.ts";
import { validate } from "../../core/http/validation.ts";
import type { Services } from "../../core/services.ts";
import {
  findCollectionToPrepareAgain,
  findPictureToPrepareAgain,
  queuePicture,
  queuePicturesOfCollection,
  type ToPrepareAgainRow,
} from "./queries.ts";

const parameters = z.object({ skip_blurring: boolean().nullish() }).openapi("PrepareParameters");

/** Queues the processing of pictures, also by anonymous callers who made them. */
export function prepareRoutes(router: Router, services: Services): void {
  const { sql } = services;
  const common = {
    method: "post",
    access: "uploader",
    tags: ["Pictures"],
    request: { body: { content: { "application/json": { schema: parameters } }, required: false } },
    responses: {
      202: answer("It will be done", z.object({})),
      403: { description: "It belongs to another account" },
      404: { description: "Unknown, or not visible to the caller" },
    },
  } satisfies Partial<RouteDeclaration>;

  router.route({
    ...common,
    path: "/api/collections/{collectionId:uuid}/items/{id:uuid}/prepare",
    summary: "Process a picture again",
  }, async (context, { collectionId, id }) => {
    const skipBlurring = await readSkipBlurring(context);
    const viewer = accountId(callerOf(context));
    const found = await findPictureToPrepareAgain(sql, { collectionId, id }, viewer);
    if (!found) throw new ApiError(404, message("pictures.not_in_database", { id }));
    await requireWriter(context, services, ownedOf(found), message("stac.picture_of_others"));
    await queuePicture(sql, id, skipBlurring);
    return context.json({}, 202);
  });

  router.route({
    ...common,
    path: "/api/collections/{id:uuid}/prepare",
    summary: "Process all pictures of a collection again",
  }, async (context, { id }) => {
    const skipBlurring = await readSkipBlurring(context);
    const found = await findCollectionToPrepareAgain(sql, id, accountId(callerOf(context)));
    if (!found) throw new ApiError(404, message("stac.collection_not_found", { id }));
    await requireWriter(context, services, ownedOf(found), message("stac.sequence_of_others"));
    await queuePicturesOfCollection(sql, id, skipBlurring);
    return context.json({}, 202);
  });
}

function ownedOf({ account_id, upload_set_id, sequence_id }: ToPrepareAgainRow): Owned {
  return { owner: account_id, uploadSet: upload_set_id, collection: sequence_id };
}

async function readSkipBlurring(context: RequestContext): Promise<boolean> {
  const body = await readJsonIfAny(context) ?? {};
  return validate(parameters, body, message("http.bad_parameters")).skip_blurring ?? false;
}
