/** `POST /api/collections` and `/items`: uploads without an upload set, as older clients do them. */
import { z } from "@hono/zod-openapi";
import { isUniqueViolation } from "../../../core/db/errors.ts";
import { rememberMaker, requireWriter, SECRET_HEADER } from "../../accounts/mod.ts";
import { callerOf, type RequestContext } from "../../../core/http/context.ts";
import { answer, errorAnswer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { isForm, readFormFields } from "../../../core/http/form_body.ts";
import { isJson, readJson } from "../../../core/http/json_body.ts";
import { languageOf } from "../../../core/http/language_of.ts";
import { text, uuid } from "../../../core/http/lenient_schemas.ts";
import { isMultipart } from "../../../core/http/multipart.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Router } from "../../../core/http/router.ts";
import { validate } from "../../../core/http/validation.ts";
import type { Services } from "../../../core/services.ts";
import {
  collection,
  collectionUrl,
  describeInstance,
  findCollectionJson,
  findItemText,
  item,
  itemUrl,
  jsonContext,
} from "../../stac/mod.ts";
import { acceptItem } from "./accept_item.ts";
import { itemForm } from "./item_form.ts";
import { findCollectionOwner, insertCollection } from "./queries.ts";

const tags = ["Uploads without upload set"];
/** What was just made is shown to the caller who made it, also to an anonymous one. */
const EVERYTHING = { accountId: null, seesEverything: true };

const newCollection = z.object({ title: text().nullish(), id: uuid().nullish() }).openapi("NewCollection");

/** Uploads as clients did them before there were upload sets. */
export function legacyUploadRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;
  const instance = describeInstance(settings);

  router.route({
    method: "post",
    path: "/api/collections",
    access: "uploader",
    summary: "Make an empty collection; upload sets make theirs by themselves",
    tags,
    deprecated: true,
    request: { body: { content: { "application/json": { schema: newCollection } }, required: false } },
    responses: { 200: answer("The collection", collection), 409: errorAnswer("There is one of this id") },
  }, async (context) => {
    const { id, title } = validate(newCollection, await readFields(context), message("http.bad_parameters"));
    const userAgent = context.req.header("User-Agent") ?? null;
    const caller = callerOf(context);
    const made = await sql.begin(async (tx) => {
      const inserted = await insertCollection(
        tx,
        { id: id ?? undefined, title: title ?? undefined },
        caller,
        userAgent,
      );
      if (inserted && !caller) await rememberMaker(tx, context, settings, { collection: inserted });
      return inserted;
    }).catch((error) => {
      if (!isUniqueViolation(error)) throw error;
      throw new ApiError(409, message("uploads.collection_id_taken"));
    });
    if (!made) throw new ApiError(500, message("accounts.no_default_account"));
    const view = jsonContext(context, instance);
    announce(context, collectionUrl(view.base, made));
    return context.json(await findCollectionJson(sql, made, view, EVERYTHING));
  });

  router.route({
    method: "post",
    path: "/api/collections/{id:uuid}/items",
    access: "uploader",
    summary: "Send one picture to a collection",
    tags,
    deprecated: true,
    request: { body: { content: { "multipart/form-data": { schema: itemForm } } } },
    responses: {
      202: answer("The item, whose picture will be processed", item),
      400: errorAnswer("The file or a parameter is wrong"),
      403: errorAnswer("The collection belongs to another account"),
      404: errorAnswer("Unknown collection"),
      409: errorAnswer("The position or the id is taken"),
      415: errorAnswer("Not multipart/form-data"),
    },
  }, async (context, { id: collectionId }) => {
    const request = context.req.raw;
    if (!isMultipart(request)) throw new ApiError(415, message("uploads.not_multipart"));
    const caller = callerOf(context);
    await requireCollectionWriter(context, collectionId);
    const id = await acceptItem({ request, collectionId, caller, language: languageOf(context) }, services);
    const view = jsonContext(context, instance);
    announce(context, itemUrl(view.base, collectionId, id));
    const found = await findItemText(sql, id, view, { collection: collectionId, viewer: EVERYTHING });
    return context.body(found?.text ?? "", 202, { "Content-Type": "application/json" });
  });

  async function requireCollectionWriter(context: RequestContext, id: string): Promise<void> {
    const found = await findCollectionOwner(sql, id);
    if (!found) throw new ApiError(404, message("stac.collection_not_found", { id }));
    await requireWriter(
      context,
      services,
      { owner: found.account_id, uploadSet: found.upload_set_id, collection: id },
      message("uploads.collection_refused"),
      { isOwnerOnly: true },
    );
    if (found.is_deleted) throw new ApiError(404, message("uploads.collection_deleted"));
  }
}

function announce(context: RequestContext, location: string): void {
  context.header("Location", location);
  context.header("Access-Control-Expose-Headers", `Location, ${SECRET_HEADER}`);
}

/** The body is optional: JSON or a form. */
async function readFields(context: RequestContext): Promise<unknown> {
  if (isJson(context)) return await readJson(context) ?? {};
  return isForm(context) ? await readFormFields(context) : {};
}
