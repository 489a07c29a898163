/** The pictures of a collection in short, for lists and maps of all of them. Not part of geovisio's API. */
import { z } from "@hono/zod-openapi";
import { callerOf } from "../../../../core/http/context.ts";
import { conditionalText } from "../../../../core/http/conditional_text.ts";
import { isoOffset } from "../../../../core/db/timestamps.ts";
import { answer, errorAnswer } from "../../../../core/http/documentation.ts";
import { integer } from "../../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import { message } from "../../../../core/messages/mod.ts";
import { VISIBILITIES } from "../../../../core/settings/mod.ts";
import { BAD_PARAMETER, UNKNOWN_OBJECT } from "../../documentation/common.ts";
import type { StacServices } from "../../stac_services.ts";
import { privilegedViewerOf } from "../../visibility.ts";
import { visibleSequence } from "../edit/rights.ts";
import { findOutline } from "./queries.ts";

const MOST = 10_000;
/** Decimals of positions: a decimetre. */
const DECIMALS = 6;

const query = z.object({
  after: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }).optional().openapi({
    description: "Only pictures of a greater rank, by default 0",
  }),
  limit: integer({ min: 1, max: MOST }).optional().openapi({ description: `By default ${MOST}` }),
});

const outline = z.object({
  pictures: z.array(z.object({
    id: z.uuid(),
    rank: z.int(),
    datetime: z.iso.datetime({ offset: true }),
    position: z.array(z.number()).length(2).openapi({ description: "Longitude and latitude" }),
    heading: z.int().optional(),
    status: z.string().optional().openapi({ description: "Only when it is not ready" }),
    visibility: z.enum(VISIBILITIES).optional().openapi({ description: "Only when not everyone sees it" }),
    is_360: z.boolean().optional().openapi({ description: "Only when it is" }),
  })),
  next: z.int().optional().openapi({ description: "`after` of the next page; left out on the last one" }),
}).openapi("Outline");

/** `GET /api/collections/:id/outline`. */
export function outlineRoutes(router: Router, { sql }: StacServices): void {
  router.route({
    method: "get",
    path: "/api/collections/{id:uuid}/outline",
    access: "anyone",
    summary: "Place, time and heading of all pictures of a collection, in their order",
    tags: ["Collections"],
    request: { query },
    responses: {
      200: answer("The pictures", outline),
      304: { description: "Not modified" },
      400: BAD_PARAMETER,
      404: UNKNOWN_OBJECT,
      412: errorAnswer("It has changed"),
    },
  }, async (context, { id }) => {
    const { after = 0, limit = MOST } = validate(query, context.req.query(), message("http.bad_parameters"));
    const viewer = privilegedViewerOf(callerOf(context));
    await visibleSequence(sql, id, viewer);
    const rows = await findOutline(sql, id, viewer, { afterRank: after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const text = JSON.stringify({
      pictures: shown.map((row) => ({
        id: row.id,
        rank: row.rank,
        datetime: isoOffset(row.ts),
        position: [Number(row.longitude.toFixed(DECIMALS)), Number(row.latitude.toFixed(DECIMALS))],
        heading: row.heading ?? undefined,
        status: row.status === "ready" || row.status === "hidden" ? undefined : row.status,
        visibility: row.visibility === "anyone" ? undefined : row.visibility,
        is_360: row.is_360 || undefined,
      })),
      next: rows.length > limit ? shown.at(-1)?.rank : undefined,
    });
    return conditionalText(context, text, "application/json");
  });
}
