/** `/allsky/<camera>/keogram.bmp`: the sky over a year. */
import { z } from "@hono/zod-openapi";
import { ApiError } from "../../../../core/http/errors.ts";
import { integer } from "../../../../core/http/lenient_schemas.ts";
import { message } from "../../../../core/messages/mod.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import type { Services } from "../../../../core/services.ts";
import { viewAccess } from "../access.ts";
import { findVisibleCamera } from "../queries.ts";
import { DAYS_OF_YEAR, drawYear } from "./year.ts";

const query = z.object({ days: integer({ min: 1, max: 366 }).optional() });

/** The path of the keogram of a camera. */
export function keogramPath(cameraId: number): string {
  return `/allsky/${cameraId}/keogram.bmp`;
}

/** The keogram of a year, drawn when it is asked for. */
export function keogramRoutes(router: Router, { settings, sql }: Services): void {
  router.route({
    method: "get",
    path: "/allsky/{camera:int}/keogram.bmp",
    access: viewAccess(settings),
    summary: "The keogram of the last days of an all-sky camera: one column per day, from noon to noon",
    tags: ["All-sky cameras"],
    request: { query },
    responses: {
      200: {
        description: "The picture",
        content: { "image/bmp": { schema: z.string().openapi({ format: "binary" }) } },
      },
      404: { description: "No such camera" },
    },
  }, async (context, { camera: text }) => {
    const { days = DAYS_OF_YEAR } = validate(query, context.req.query(), message("syncapi.query_not_valid"));
    const id = Number(text);
    const camera = id < 2 ** 31 ? await findVisibleCamera(sql, id) : undefined;
    if (!camera) throw new ApiError(404, message("http.not_found"));
    const scope = settings.ALLSKY_REQUIRE_LOGIN ? "private" : "public";
    return context.body(await drawYear(sql, camera, { days, now: Date.now() }), 200, {
      "Content-Type": "image/bmp",
      "Cache-Control": `${scope}, no-cache`,
      "X-Content-Type-Options": "nosniff",
    });
  });
}
