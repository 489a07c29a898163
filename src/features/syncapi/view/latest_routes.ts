/** `latestimage`, `latesttimelapse`…: addresses that redirect to the newest file; with `view` or `watch` appended, to its page. */
import { z } from "@hono/zod-openapi";
import { baseUrl } from "../../../core/http/base_url.ts";
import { message } from "../../../core/messages/mod.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { integer } from "../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../core/http/router.ts";
import { validate } from "../../../core/http/validation.ts";
import type { Services } from "../../../core/services.ts";
import { findChosenCamera } from "./chosen_camera.ts";
import { assetUrl } from "./json.ts";
import { type Kind, KINDS } from "../assets/kinds.ts";
import { assetPagePath } from "./pages/asset_page.tsx";
import { viewAccess } from "./access.ts";
import { listVisibleAssets, type VisibleAsset } from "./queries.ts";

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

/**
 * The newest file of each kind, under addresses that stay the same.
 * @param bases prefixes under which they answer
 */
export function latestRoutes(router: Router, { settings, sql }: Services, bases: Iterable<string>): void {
  for (const base of bases) {
    for (const [name, kind] of Object.entries(LATEST)) {
      declare(`${base}/${name}`, kind, `The newest ${kind} of an all-sky camera`, (asset) => {
        const url = assetUrl(asset);
        return /^https?:/.test(url) ? url : `${base}/${url}`;
      });
      const page = KINDS[kind].medium === "video" ? "watch" : "view";
      declare(`${base}/${name}${page}`, kind, `The page of the newest ${kind} of an all-sky camera`, assetPagePath);
    }
  }

  function declare(path: string, kind: Kind, summary: string, addressOf: (asset: VisibleAsset) => string): void {
    router.route({
      method: "get",
      path,
      access: viewAccess(settings),
      summary,
      tags: ["All-sky cameras"],
      request: { query },
      responses: { 302: { description: "To the asset" }, 404: { description: "There is none yet" } },
    }, async (context) => {
      const address = addressOf(await requireNewest(context, kind));
      context.header("Cache-Control", "no-store");
      const isElsewhere = /^https?:/.test(address);
      return context.redirect(isElsewhere ? address : `${baseUrl(context)}${address}`, 302);
    });
  }

  async function requireNewest(context: RequestContext, kind: Kind): Promise<VisibleAsset> {
    const { camera_id, night } = validate(query, context.req.query(), message("syncapi.query_not_valid"));
    const cameraId = await findChosenCamera(context, settings, sql, camera_id);
    const [newest] = cameraId === undefined ? [] : await listVisibleAssets(sql, {
      cameraId,
      kinds: [kind],
      ...(night === undefined ? {} : { night: night === 1 }),
      limit: 1,
    });
    if (!newest) throw new ApiError(404, message("syncapi.nothing_there"));
    return newest;
  }
}
