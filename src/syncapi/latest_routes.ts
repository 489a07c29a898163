/** `latestimage`, `latesttimelapse`…: addresses that lead to the newest file. */
import { z } from "@hono/zod-openapi";
import { baseUrl } from "../http/base_url.ts";
import type { RequestContext } from "../http/context.ts";
import { ApiError } from "../http/errors.ts";
import { integer } from "../http/lax.ts";
import type { Router } from "../http/router.ts";
import { validate } from "../http/validation.ts";
import type { Services } from "../services.ts";
import { assetUrl } from "./json.ts";
import type { Kind } from "./kinds.ts";
import { viewAccess } from "./view_access.ts";
import { listVisibleAssets, listVisibleCameras } from "./view_queries.ts";

const LATEST: Record<string, Kind> = {
  latestimage: "image",
  latestpanorama: "panoramaimage",
  latestraw: "rawimage",
  latestthumbnail: "thumbnail",
  latestkeogram: "keogram",
  lateststartrail: "startrail",
  latesttimelapse: "video",
  lateststartrailvideo: "startrailvideo",
  latestpanoramavideo: "panoramavideo",
};

const query = z.object({
  camera_id: integer({ min: 0, max: 2 ** 31 - 1 }).optional(),
  night: integer({ min: 0, max: 1 }).optional(),
});

export function latestRoutes(router: Router, { settings, sql }: Services, bases: Iterable<string>): void {
  for (const base of bases) {
    for (const [name, kind] of Object.entries(LATEST)) {
      router.route({
        method: "get",
        path: `${base}/${name}`,
        access: viewAccess(settings),
        summary: `The newest ${kind} of an all-sky camera`,
        tags: ["All-sky cameras"],
        request: { query },
        responses: { 302: { description: "To the file" }, 404: { description: "There is none" } },
      }, (context) => lead(context, base, kind));
    }
  }

  async function lead(context: RequestContext, base: string, kind: Kind): Promise<Response> {
    const { camera_id, night } = validate(query, context.req.query(), "The query is not valid");
    const cameraId = camera_id ?? (await listVisibleCameras(sql))[0]?.id;
    const [newest] = cameraId === undefined ? [] : await listVisibleAssets(sql, {
      cameraId,
      kinds: [kind],
      ...(night === undefined ? {} : { night: night === 1 }),
      limit: 1,
    });
    if (!newest) throw new ApiError(404, "There is none");
    const url = assetUrl(newest);
    context.header("Cache-Control", "no-store");
    const isElsewhere = /^https?:/.test(url);
    return context.redirect(isElsewhere ? url : `${baseUrl(context, settings.INFRA_NB_PROXIES)}${base}/${url}`, 302);
  }
}
