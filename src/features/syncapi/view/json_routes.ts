/** `js/latest`, `js/loop`, `js/charts`: what pages and scripts poll, at the addresses of indi-allsky. */
import { z } from "@hono/zod-openapi";
import type { RequestContext } from "../../../core/http/context.ts";
import { message, type Say } from "../../../core/messages/mod.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { integer } from "../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../core/http/router.ts";
import { validate } from "../../../core/http/validation.ts";
import type { Services } from "../../../core/services.ts";
import { translator } from "../../web/mod.ts";
import { chartsJson, latestJson, loopJson } from "./json.ts";
import type { Kind } from "../assets/kinds.ts";
import { viewAccess } from "./access.ts";
import { findVisibleCamera, listVisibleAssets, type VisibleCamera } from "./queries.ts";

const MOST_IMAGES = 1000;
const LONGEST_LATEST = 86_400, LONGEST_LOOP = 14_400, LONGEST_CHART = 86_400;

const common = { camera_id: integer({ min: 0, max: 2 ** 31 - 1 }) };
const latestQuery = z.object({
  ...common,
  night: integer({ min: 0, max: 1 }).optional(),
  limit_s: integer({ min: 1 }).optional(),
});
const loopQuery = z.object({
  ...common,
  limit_s: integer({ min: 1 }).optional(),
  limit: integer({ min: 1 }).optional(),
  timestamp: integer({ min: 0, max: 253_402_300_799 }).optional(),
});

/** The kind of asset that each address answers with. */
const LATEST: Record<string, Kind> = { latest: "image", latest_panorama: "panoramaimage", latest_rawimage: "rawimage" };
const LOOPS: Record<string, Kind> = { loop: "image", looppanorama: "panoramaimage", loopraw: "rawimage" };

/**
 * JSON that pages and scripts poll.
 * @param bases prefixes under which it answers
 */
export function jsonRoutes(router: Router, services: Services, bases: Iterable<string>): void {
  const { sql, settings } = services;
  for (const base of bases) {
    for (const [name, kind] of Object.entries(LATEST)) {
      declare(
        `${base}/js/${name}`,
        "The newest image of an all-sky camera",
        latestQuery,
        (query, say) => latest(query, kind, say),
      );
    }
    for (const [name, kind] of Object.entries(LOOPS)) {
      declare(
        `${base}/js/${name}`,
        "The latest images of an all-sky camera",
        loopQuery,
        (query, say) => loop(query, kind, say),
      );
    }
    declare(
      `${base}/js/charts`,
      "Brightness of the sky, stars and temperature of the latest images",
      loopQuery,
      charts,
    );
  }

  function declare<T extends z.ZodObject>(
    path: string,
    summary: string,
    schema: T,
    read: (query: z.output<T>, say: Say) => Promise<object>,
  ): void {
    router.route({
      method: "get",
      path,
      access: viewAccess(settings),
      summary,
      tags: ["All-sky cameras"],
      request: { query: schema },
      responses: {
        200: {
          description: "As indi-allsky answers",
          content: { "application/json": { schema: z.object({}).loose() } },
        },
        400: { description: "There is no such camera" },
      },
    }, async (context: RequestContext) => {
      const query = validate(schema, context.req.query(), message("syncapi.query_not_valid"));
      context.header("Cache-Control", "no-store");
      return context.json(await read(query, translator(context)));
    });
  }

  async function latest({ camera_id, night = 1, limit_s = 900 }: z.output<typeof latestQuery>, kind: Kind, say: Say) {
    const camera = await requireCamera(camera_id);
    const seconds = Math.min(limit_s, LONGEST_LATEST);
    const since = Date.now() - seconds * 1000;
    const [asset] = await listVisibleAssets(sql, { cameraId: camera.id, kinds: [kind], since, limit: 1 });
    return { latest_image: latestJson(asset, camera, { isDay: night === 0, seconds }, say) };
  }

  async function loop(query: z.output<typeof loopQuery>, kind: Kind, say: Say) {
    return loopJson(await lastOf(query, kind, LONGEST_LOOP), say);
  }

  async function charts(query: z.output<typeof loopQuery>, say: Say) {
    return chartsJson(await lastOf(query, "image", LONGEST_CHART), say);
  }

  async function lastOf(query: z.output<typeof loopQuery>, kind: Kind, longest: number) {
    const { camera_id, limit_s = 3600, limit = MOST_IMAGES, timestamp } = query;
    const camera = await requireCamera(camera_id);
    const end = timestamp === undefined ? Date.now() : timestamp * 1000;
    return await listVisibleAssets(sql, {
      cameraId: camera.id,
      kinds: [kind],
      since: end - Math.min(limit_s, longest) * 1000,
      until: timestamp === undefined ? undefined : end,
      withExcluded: false,
      limit: Math.min(limit, MOST_IMAGES),
    });
  }

  async function requireCamera(id: number): Promise<VisibleCamera> {
    const camera = await findVisibleCamera(sql, id);
    if (!camera) throw new ApiError(400, message("syncapi.camera_unknown", { field: "camera_id" }));
    return camera;
  }
}
