/** `/allsky/<camera>/frames` and `/allsky/newest`: what the scripts of the pages read. */
import { z } from "@hono/zod-openapi";
import { integer } from "../../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import { message } from "../../../../core/messages/mod.ts";
import type { Services } from "../../../../core/services.ts";
import { imageUrl } from "../../assets/paths.ts";
import { viewAccess } from "../access.ts";
import { assetUrl, millisecondsOf } from "../json.ts";
import { requireCamera } from "../pages/require_camera.ts";
import { listVisibleAssets, listVisibleCameras } from "../queries.ts";
import { listFrames } from "./queries.ts";

const MOST_FRAMES = 1000;
/** The loop of a camera's page plays up to a day. */
const MOST_HOURS = 24;

const framesQuery = z.object({
  day: z.iso.date().optional(),
  part: z.enum(["day", "night"]).optional(),
  hours: integer({ min: 1, max: MOST_HOURS }).optional(),
  /** Of the answer before. */
  after: z.string().regex(/^\d{1,12}(\.\d{1,6})?_\d{1,9}$/, "not a place in a list").optional(),
  limit: integer({ min: 1, max: MOST_FRAMES }).optional(),
}).refine(({ day, hours }) => (day === undefined) !== (hours === undefined), {
  message: "needs either a day or hours",
  path: ["day"],
});

const frame = z.object({
  id: z.int(),
  /** Seconds since 1970. */
  time: z.number(),
  /** On a clock at the camera: `2024-01-31 23:59:59`. */
  clock: z.string(),
  url: z.string(),
  small: z.string().nullable(),
});

const newestQuery = z.object({ camera: integer({ min: 0, max: 2 ** 31 - 1 }).optional() });

/** Lists of images for scripts of the pages. */
export function frameRoutes(router: Router, { settings, sql }: Services): void {
  router.route({
    method: "get",
    path: "/allsky/{camera:int}/frames",
    access: viewAccess(settings),
    summary: "The images of a day or night, or of the last hours, oldest first",
    tags: ["All-sky cameras"],
    request: { query: framesQuery },
    responses: {
      200: {
        description: "The images; `next` is the place to go on from, null at the end",
        content: {
          "application/json": {
            schema: z.object({
              frames: z.array(frame),
              smallWidth: z.int().nullable(),
              next: z.string().nullable(),
            }),
          },
        },
      },
      404: { description: "No such camera" },
    },
  }, async (context, parameters) => {
    const camera = await requireCamera(sql, parameters.camera);
    const asked = validate(framesQuery, context.req.query(), message("syncapi.query_not_valid"));
    const { limit = MOST_FRAMES, part, after } = asked;
    const [epoch = "", id = ""] = after?.split("_") ?? [];
    const rows = await listFrames(sql, {
      ...asked,
      cameraId: camera.id,
      night: part && part === "night",
      after: after === undefined ? undefined : { epoch, id: Number(id) },
      limit,
    });
    const last = rows.at(-1);
    context.header("Cache-Control", "no-store");
    return context.json({
      frames: rows.map((row) => ({
        id: row.id,
        time: Number(row.epoch),
        clock: row.wall_time.slice(0, 19),
        url: assetUrl(row),
        small: row.thumbnail_path && imageUrl(row.thumbnail_path),
      })),
      smallWidth: rows.find(({ thumbnail_width }) => thumbnail_width !== null)?.thumbnail_width ?? null,
      next: last && rows.length === limit ? `${last.epoch}_${last.id}` : null,
    });
  });

  router.route({
    method: "get",
    path: "/allsky/newest",
    access: viewAccess(settings),
    summary: "When each all-sky camera took its newest image, and its address",
    tags: ["All-sky cameras"],
    request: { query: newestQuery },
    responses: {
      200: {
        description: "The cameras that have sent an image",
        content: {
          "application/json": {
            schema: z.object({ cameras: z.array(frame.omit({ small: true }).extend({ camera: z.int() })) }),
          },
        },
      },
    },
  }, async (context) => {
    const { camera } = validate(newestQuery, context.req.query(), message("syncapi.query_not_valid"));
    const cameras = (await listVisibleCameras(sql)).filter(({ id }) => camera === undefined || id === camera);
    const newest = await Promise.all(
      cameras.map(async ({ id }) => (await listVisibleAssets(sql, { cameraId: id, kinds: ["image"], limit: 1 }))[0]),
    );
    context.header("Cache-Control", "no-store");
    return context.json({
      cameras: newest.filter((asset) => asset !== undefined).map((asset) => ({
        camera: asset.camera_id,
        id: asset.id,
        time: millisecondsOf(asset.taken_at) / 1000,
        clock: asset.wall_time.slice(0, 19),
        url: assetUrl(asset),
      })),
    });
  });
}
