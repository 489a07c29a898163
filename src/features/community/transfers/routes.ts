/** `/api/transfers`: collections of other instances, copied to this one. */
import { languageOf } from "../../../core/http/language_of.ts";
import { message } from "../../../core/messages/mod.ts";
import { z } from "@hono/zod-openapi";
import { baseUrl } from "../../../core/http/base_url.ts";
import { callerOf, loggedCallerOf, type RequestContext } from "../../../core/http/context.ts";
import { answer, errorAnswer, link } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { requireJson } from "../../../core/http/json_body.ts";
import { boolean, text } from "../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../core/http/router.ts";
import { validate } from "../../../core/http/validation.ts";
import type { Services } from "../../../core/services.ts";
import { collectionUrl, privilegedViewerOf } from "../../stac/mod.ts";
import { findTransfer, listTransfers } from "./queries.ts";
import { startTransfer } from "./start_transfer.ts";
import { TRANSFER_STATUSES, transferJson } from "./transfer.ts";

const tags = ["Transfers"];
/** Characters. No collection has a longer address, and a tag could not hold it. */
const LONGEST_ADDRESS = 2048;

const newTransfer = z.object({
  collection_location: text({ max: LONGEST_ADDRESS }),
}).openapi("NewTransfer", { description: "Address of a collection, `https://…/api/collections/{id}`" });

const startedDocument = z.object({ id: z.uuid(), links: z.array(link) }).openapi("StartedTransfer");
const transferDocument = z.object({
  id: z.uuid(),
  status: z.enum(TRANSFER_STATUSES),
  jobs: z.array(z.object({
    started_at: z.iso.datetime(),
    finished_at: z.iso.datetime().optional(),
    error: z.string().optional(),
    warning: z.string().optional().openapi({ description: "Pictures that this instance refused" }),
  })).openapi({ description: "Attempts, by their start" }),
  collection: z.object({
    id: z.uuid(),
    nb_transfered_items: z.int(),
    nb_items_to_transfer: z.int(),
    status: z.string(),
    links: z.array(link),
  }),
}).openapi("Transfer");
const listQuery = z.object({
  show_all: boolean().optional().openapi({ description: "Include transfers that have ended" }),
});

const list = answer("Transfers, in the order they were asked for", z.object({ transfers: z.array(transferDocument) }));
const wrong = errorAnswer("A value is wrong, or the other instance does not answer");

/** `/api/transfers`: take over a collection of another instance, and see how far that is. */
export function transfersRoutes(router: Router, services: Services): void {
  const { sql } = services;
  const base = (context: RequestContext) => baseUrl(context);

  router.route({
    method: "post",
    path: "/api/transfers",
    access: "uploader",
    summary: "Copy a public collection from another instance; its ids stay the same",
    tags,
    request: { body: { content: { "application/json": { schema: newTransfer } } } },
    responses: {
      202: answer("The transfer, which continues in the background", startedDocument),
      400: wrong,
      409: errorAnswer("The collection belongs to somebody else, or is already being transferred"),
      415: errorAnswer("Not JSON"),
    },
  }, async (context) => {
    const { collection_location } = validate(
      newTransfer,
      await requireJson(context, message("community.transfer_json")),
      message("community.transfer_not_started"),
    );
    const { id, collectionId } = await startTransfer(collection_location, context, services);
    context.header("Location", collectionUrl(base(context), collectionId));
    context.header("Access-Control-Expose-Headers", "Location");
    const href = `${base(context)}/api/transfers/${id}`;
    return context.json({ id, links: [{ rel: "self", type: "application/json", href }] }, 202);
  });

  router.route({
    method: "get",
    path: "/api/transfers/{id:uuid}",
    access: "anyone",
    summary: "The progress of a transfer",
    tags,
    responses: { 200: answer("The transfer", transferDocument), 404: errorAnswer("Unknown transfer") },
  }, async (context, { id }) => {
    const transfer = await findTransfer(sql, id, privilegedViewerOf(callerOf(context)));
    if (!transfer) throw new ApiError(404, message("community.transfer_unknown"));
    return context.json(transferJson(transfer, base(context), languageOf(context)));
  });

  router.route({
    method: "get",
    path: "/api/users/{id:uuid}/transfers",
    access: "anyone",
    summary: "Waiting and running transfers into the collections of an account",
    tags,
    request: { query: listQuery },
    responses: { 200: list, 400: wrong },
  }, (context, { id }) => answerList(context, id));

  router.route({
    method: "get",
    path: "/api/users/me/transfers",
    access: "logged-reads",
    summary: "Waiting and running transfers of the caller",
    tags,
    request: { query: listQuery },
    responses: { 200: list, 400: wrong },
  }, (context) => answerList(context, loggedCallerOf(context).id));

  async function answerList(context: RequestContext, owner: string): Promise<Response> {
    const { show_all = false } = validate(
      listQuery,
      context.req.query(),
      message("community.transfer_status_unreadable"),
    );
    const transfers = await listTransfers(sql, owner, show_all, privilegedViewerOf(callerOf(context)));
    const language = languageOf(context);
    return context.json({ transfers: transfers.map((transfer) => transferJson(transfer, base(context), language)) });
  }
}
