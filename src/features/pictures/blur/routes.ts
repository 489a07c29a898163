/** `…/blur`: what this program blurred in a picture, and further parts that people draw. */
import { z } from "@hono/zod-openapi";
import { accountId } from "../../../core/http/account.ts";
import { callerOf, type RequestContext } from "../../../core/http/context.ts";
import { answer } from "../../../core/http/documentation.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { readJson } from "../../../core/http/json_body.ts";
import type { Router } from "../../../core/http/router.ts";
import { validate } from "../../../core/http/validation.ts";
import type { Box } from "../../../core/jpeg/mod.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import { requireWriter } from "../../accounts/mod.ts";
import { findPictureToPrepareAgain, queuePicture } from "../queries.ts";
import { blursHere } from "./blur.ts";
import { blurredBox, blurredPart, blurWay } from "./json.ts";
import { addDrawn, findPictureBlur, MOST_DRAWN } from "./picture_blurs.ts";
import { blurSampleRoutes } from "./sample_routes.ts";

/** Sides of a JPEG file have 16 bits. */
const pixel = z.number().min(0).max(65_535);
const point = z.tuple([pixel, pixel]);
const shape = z.union([
  z.tuple([pixel, pixel, pixel, pixel]).openapi({ description: "Left, top, right, bottom" }),
  z.object({ type: z.literal("Polygon"), coordinates: z.array(z.array(point).min(4).max(1000)).min(1).max(1) }),
]);
const drawing = z.object({ shape }).openapi("DrawnBlur", {
  description:
    "A part of the picture in pixels, from the upper left corner. Of a polygon, the blocks that it touches are blurred",
});
const blur = z.object({
  blurred_at: z.string().nullable(),
  model: z.string().nullable(),
  program_version: z.string().nullable(),
  way: blurWay,
  parts: z.array(blurredPart),
  drawn: z.array(blurredBox),
  original_until: z.string().nullable(),
}).openapi("PictureBlur");

const NOTHING = {
  blurred_at: null,
  model: null,
  program_version: null,
  way: null,
  parts: [],
  drawn: [],
  original_until: null,
};

/** What was blurred on a picture; blur again, draw further parts, undo. */
export function blurRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;
  blurSampleRoutes(router, services);
  const refusals = {
    401: { description: "Nobody is logged in" },
    403: { description: "It belongs to somebody else" },
    404: { description: "Unknown, or not visible to the caller" },
  };

  const requirePicture = async (context: RequestContext, ids: { collectionId: string; id: string }) => {
    const found = await findPictureToPrepareAgain(sql, ids, accountId(callerOf(context)));
    if (!found) throw new ApiError(404, message("pictures.not_in_database", { id: ids.id }));
    const owned = { owner: found.account_id, uploadSet: found.upload_set_id, collection: found.sequence_id };
    await requireWriter(context, services, owned, message("stac.picture_of_others"));
  };

  router.route({
    path: "/api/collections/{collectionId:uuid}/items/{id:uuid}/blur",
    tags: ["Pictures"],
    method: "get",
    access: "logged-reads-or-refused",
    summary: "What this program blurred in a picture, for its owner and administrators",
    responses: {
      200: { description: "Boxes in pixels", content: { "application/json": { schema: blur } } },
      ...refusals,
    },
  }, async (context, ids) => {
    await requirePicture(context, ids);
    return context.json(await findPictureBlur(sql, ids.id) ?? NOTHING);
  });

  router.route({
    path: "/api/collections/{collectionId:uuid}/items/{id:uuid}/blur",
    tags: ["Pictures"],
    method: "post",
    access: "logged-writes",
    summary: "Blur another part of a picture",
    request: { body: { content: { "application/json": { schema: drawing } }, required: true } },
    responses: {
      202: answer("It will be done", z.object({})),
      400: { description: "No part of the picture, or too many of them" },
      ...refusals,
    },
  }, async (context, ids) => {
    await requirePicture(context, ids);
    const { shape } = validate(drawing, await readJson(context), message("http.bad_parameters"));
    const part = boxOf(shape);
    if (part.width <= 0 || part.height <= 0) throw new ApiError(400, message("pictures.blur_is_empty"));
    if (!await addDrawn(sql, ids.id, part)) {
      throw new ApiError(400, message("pictures.too_many_drawn_blurs", { count: MOST_DRAWN }));
    }
    // Another server has seen the picture already.
    await queuePicture(sql, ids.id, !blursHere(settings));
    return context.json({}, 202);
  });
}

function boxOf(given: z.output<typeof shape>): Box {
  const points = Array.isArray(given) ? [[given[0], given[1]], [given[2], given[3]]] : given.coordinates.flat();
  const xs = points.map(([x = 0]) => x), ys = points.map(([, y = 0]) => y);
  const x = Math.min(...xs), y = Math.min(...ys);
  const around = { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
  return Array.isArray(given) ? around : { ...around, polygon: given.coordinates.flat() };
}
