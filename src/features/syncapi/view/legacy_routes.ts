/** Redirects bookmarked addresses of indi-allsky's pages to the pages here. */
import { z } from "@hono/zod-openapi";
import { baseUrl } from "../../../core/http/base_url.ts";
import { message } from "../../../core/messages/mod.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { integer } from "../../../core/http/lenient_schemas.ts";
import type { RouteDeclaration, Router } from "../../../core/http/router.ts";
import { validate } from "../../../core/http/validation.ts";
import type { Services } from "../../../core/services.ts";
import { findChosenCamera } from "./chosen_camera.ts";
import type { Kind } from "../assets/kinds.ts";
import { assetPagePath } from "./pages/asset_page.tsx";
import { viewAccess } from "./access.ts";
import { findVisibleAsset } from "./queries.ts";

const PAGES: Record<string, Kind> = {
  view_image: "image",
  view_keogram: "keogram",
  view_startrail: "startrail",
  view_panorama: "panoramaimage",
  watch_timelapse: "video",
  watch_mini_timelapse: "minivideo",
  watch_startrail: "startrailvideo",
  watch_panorama: "panoramavideo",
};

const query = z.object({ id: integer({ min: 0, max: 2 ** 31 - 1 }) });

/**
 * Addresses that people may have bookmarked.
 * @param bases prefixes under which they answer
 */
export function legacyRoutes(router: Router, { settings, sql }: Services, bases: Iterable<string>): void {
  const common = { method: "get", access: viewAccess(settings), tags: ["All-sky cameras"] } satisfies Partial<
    RouteDeclaration
  >;
  const absolute = (context: Parameters<typeof baseUrl>[0], path: string) => `${baseUrl(context)}${path}`;

  for (const base of bases) {
    for (const [name, kind] of Object.entries(PAGES)) {
      router.route({
        ...common,
        path: `${base}/${name}`,
        summary: `The page of a ${kind} of an all-sky camera, by its id`,
        request: { query },
        responses: { 302: { description: "To the page" }, 404: { description: "There is no such asset" } },
      }, async (context) => {
        const { id } = validate(query, context.req.query(), message("syncapi.query_not_valid"));
        const asset = await findVisibleAsset(sql, id);
        if (asset?.kind !== kind) throw new ApiError(404, message("http.not_found"));
        return context.redirect(absolute(context, assetPagePath(asset)), 302);
      });
    }
    router.route({
      ...common,
      path: `${base}/longtermkeogram`,
      summary: "The yearly keogram of an all-sky camera",
      responses: { 302: { description: "To the keogram" }, 404: { description: "There is no camera" } },
    }, async (context) => {
      const camera = await findChosenCamera(context, settings, sql, undefined);
      if (camera === undefined) throw new ApiError(404, message("http.not_found"));
      return context.redirect(absolute(context, `/allsky/${camera}#year`), 302);
    });
    // The root of this server is the page of street-level pictures.
    if (base !== "" && base !== "/allsky") {
      router.route({
        ...common,
        path: base,
        summary: "The all-sky cameras",
        responses: { 302: { description: "To their page" } },
      }, (context) => context.redirect(absolute(context, "/allsky"), 302));
    }
  }
}
