/** `/allsky/<camera>/at`: the image that was taken nearest to a time, for keograms. */
import { z } from "@hono/zod-openapi";
import { baseUrl } from "../../../../core/http/base_url.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import { message } from "../../../../core/messages/mod.ts";
import type { Services } from "../../../../core/services.ts";
import { viewAccess } from "../access.ts";
import { assetPagePath } from "../pages/asset_page.tsx";
import { requireCamera } from "../pages/require_camera.ts";
import { findNearestImage } from "./queries.ts";

const query = z.object({
  /** What a clock at the camera shows: `2024-01-31T23:59`. */
  time: z.iso.datetime({ local: true }).refine((text) => !text.endsWith("Z") && text > "0001", "not a local time"),
});

/** Redirects to the page of the nearest image. */
export function atRoutes(router: Router, { settings, sql }: Services): void {
  router.route({
    method: "get",
    path: "/allsky/{camera:int}/at",
    access: viewAccess(settings),
    summary: "The image that was taken nearest to a time of the clock at the camera",
    tags: ["All-sky cameras"],
    request: { query },
    responses: { 302: { description: "To its page" }, 404: { description: "There is no image" } },
  }, async (context, parameters) => {
    const camera = await requireCamera(sql, parameters.camera);
    const { time } = validate(query, context.req.query(), message("syncapi.query_not_valid"));
    const id = await findNearestImage(sql, camera.id, time);
    if (id === undefined) throw new ApiError(404, message("syncapi.nothing_there"));
    context.header("Cache-Control", "no-store");
    return context.redirect(`${baseUrl(context)}${assetPagePath({ id })}`, 302);
  });
}
