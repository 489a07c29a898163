/** Downloads of all pictures of a collection. Not part of geovisio's API. */
import { z } from "@hono/zod-openapi";
import { callerOf, type RequestContext } from "../../../../core/http/context.ts";
import { clientOf, OpenDownloads } from "../../../../core/http/open_downloads.ts";
import { baseUrl } from "../../../../core/http/base_url.ts";
import { errorAnswer } from "../../../../core/http/documentation.ts";
import { isForm } from "../../../../core/http/form_body.ts";
import { isJson, readBody, readJson } from "../../../../core/http/json_body.ts";
import { uuid } from "../../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import { message } from "../../../../core/messages/mod.ts";
import { visibleSequence } from "../../collections/edit/rights.ts";
import { UNKNOWN_OBJECT } from "../../documentation/common.ts";
import type { StacServices } from "../../stac_services.ts";
import { privilegedViewerOf, type Viewer } from "../../visibility.ts";
import { MOST_ITEMS } from "../many/changes.ts";
import { itemsAsCsv } from "./csv.ts";
import type { ExportContent } from "./batches.ts";
import { zipOfItems } from "./zip.ts";

const tags = ["Items"];
/** Browsers begin six at once. */
const MOST_DOWNLOADS = { perClient: 6, total: 60 };
const ZIP = "application/zip", CSV = "text/csv";
const binary = z.string().openapi({ format: "binary" });
const TOO_MANY = errorAnswer("Too many downloads of one client, or of all, are under way");
const zipAnswers = {
  200: {
    description: "The archive; pictures that are still processed are left out",
    content: { [ZIP]: { schema: binary } },
  },
  404: UNKNOWN_OBJECT,
  429: TOO_MANY,
};
const chosen = z.object({ items: z.array(uuid()).min(1).max(MOST_ITEMS) }).openapi("ChosenItems");

/** `/api/collections/:id/items.csv` and `items.zip`. */
export function exportRoutes(router: Router, { settings, sql, stores, team }: StacServices): void {
  const downloads = new OpenDownloads(MOST_DOWNLOADS, team);

  router.route({
    method: "get",
    path: "/api/collections/{id:uuid}/items.csv",
    access: "anyone",
    summary: "The pictures of a collection as CSV: a line for each, with its place, time and camera",
    tags,
    responses: {
      200: { description: "The lines", content: { [CSV]: { schema: z.string() } } },
      404: UNKNOWN_OBJECT,
      429: TOO_MANY,
    },
  }, async (context, { id }) => {
    const viewer = await viewerOfCollection(context, id);
    const lines = downloads.begin(clientOf(context, settings), () => {
      return ReadableStream.from(itemsAsCsv(sql, id, viewer, baseUrl(context))).pipeThrough(new TextEncoderStream());
    });
    return new Response(lines, { headers: headers(CSV, `${id}.csv`) });
  });

  router.route({
    method: "get",
    path: "/api/collections/{id:uuid}/items.zip",
    access: "anyone",
    summary: "All pictures of a collection in one ZIP archive",
    tags,
    responses: zipAnswers,
  }, async (context, { id }) => await answerZip(context, { collection: id }));

  router.route({
    method: "post",
    path: "/api/collections/{id:uuid}/items.zip",
    access: "anyone",
    summary: "Chosen pictures of a collection in one ZIP archive",
    tags,
    request: {
      body: {
        content: {
          "application/json": { schema: chosen },
          "application/x-www-form-urlencoded": {
            schema: z.object({ items: z.string().openapi({ description: "Ids with commas between them" }) }),
          },
        },
      },
    },
    responses: { ...zipAnswers, 400: errorAnswer("A field is wrong") },
  }, async (context, { id }) => {
    const { items } = validate(chosen, await readChosen(context), message("http.bad_parameters"));
    return await answerZip(context, { collection: id, ids: items });
  });

  async function answerZip(context: RequestContext, content: ExportContent): Promise<Response> {
    const viewer = await viewerOfCollection(context, content.collection);
    const archive = downloads.begin(clientOf(context, settings), () => zipOfItems({ sql, stores }, content, viewer));
    return new Response(archive, { headers: headers(ZIP, `${content.collection}.zip`) });
  }

  /** @throws ApiError 404 when the caller sees no such collection */
  async function viewerOfCollection(context: RequestContext, id: string): Promise<Viewer> {
    const viewer = privilegedViewerOf(callerOf(context));
    await visibleSequence(sql, id, viewer);
    return viewer;
  }
}

function headers(type: string, fileName: string): HeadersInit {
  return { "Content-Type": type, "Content-Disposition": `attachment; filename="${fileName}"` };
}

/** From a form of a page, by which browsers save what comes, or JSON. */
async function readChosen(context: RequestContext): Promise<unknown> {
  if (isJson(context)) return await readJson(context);
  if (!isForm(context)) return {};
  const form = new URLSearchParams(new TextDecoder().decode(await readBody(context)));
  return { items: form.get("items")?.split(",") };
}
