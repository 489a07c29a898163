/** `ajax/…`: the lists of the viewers, at the addresses of indi-allsky. */
import { z } from "@hono/zod-openapi";
import type { RequestContext } from "../../../../core/http/context.ts";
import { message } from "../../../../core/messages/mod.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { readJson } from "../../../../core/http/json_body.ts";
import { boolean, integer } from "../../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import type { Services } from "../../../../core/services.ts";
import { translator } from "../../../web/mod.ts";
import { chooseCamera } from "../chosen_camera.ts";
import type { Kind } from "../../assets/kinds.ts";
import { findVisibleCamera, listVisibleAssets } from "../queries.ts";
import { entryJson, PRODUCT_KINDS, productRowsJson } from "./json.ts";
import { LEVELS } from "./periods.ts";
import { pick } from "./pick.ts";

const MOST_ENTRIES = 1000;
const MONTHS = 2, HOURS = 4;

const camera = { CAMERA_ID: integer({ min: 0, max: 2 ** 31 - 1 }) };
const choice = z.object({
  ...camera,
  YEAR_SELECT: integer({ min: 1970, max: 9999 }).optional(),
  MONTH_SELECT: integer({ min: 1, max: 12 }).optional(),
  DAY_SELECT: integer({ min: 1, max: 31 }).optional(),
  HOUR_SELECT: integer({ min: 0, max: 23 }).optional(),
  TIMEOFDAY_SELECT: z.enum(["all", "day", "night"]).optional(),
  FILTER_DETECTIONS: boolean().optional(),
});
type Choice = z.output<typeof choice>;

/** What each viewer offers. */
const STILLS: Record<string, { kind: Kind; entries: string }> = {
  imageviewer: { kind: "image", entries: "IMAGE_DATA" },
  gallery: { kind: "image", entries: "IMAGE_DATA" },
};
const VIDEOS: Record<string, { kinds: Kind[]; entries: string }> = {
  videoviewer: { kinds: PRODUCT_KINDS, entries: "video_list" },
  minivideoviewer: { kinds: ["minivideo"], entries: "video_list" },
};

/**
 * Years, months, days and hours to choose from, and what there is in them.
 * @param bases prefixes under which they answer
 */
export function pickerRoutes(router: Router, { sql, settings }: Services, bases: Iterable<string>): void {
  for (const base of bases) {
    for (const [name, { kind, entries }] of Object.entries(STILLS)) {
      declare(`${base}/ajax/${name}`, choice, (asked) => pickStills(asked, kind, entries));
    }
    for (const [name, { kinds, entries }] of Object.entries(VIDEOS)) {
      declare(`${base}/ajax/${name}`, choice, (asked) => pickVideos(asked, kinds, entries));
    }
    declare(`${base}/ajax/selectcamera`, z.object(camera), ({ CAMERA_ID }, context) => {
      chooseCamera(context, settings, CAMERA_ID);
      return Promise.resolve({ "success-message": translator(context)("syncapi.camera_selected") });
    });
  }

  function declare<T extends z.output<z.ZodObject<typeof camera>>>(
    path: string,
    schema: z.ZodType<T>,
    read: (asked: T, context: RequestContext) => Promise<object>,
  ): void {
    router.route({
      method: "post",
      path,
      access: settings.ALLSKY_REQUIRE_LOGIN ? "logged-reads-or-refused" : "anyone",
      summary: "What a viewer of an all-sky camera offers to choose from, and the assets chosen",
      tags: ["All-sky cameras"],
      request: { body: { content: { "application/json": { schema } } } },
      responses: {
        200: { description: "Lists and entries", content: { "application/json": { schema: z.object({}).loose() } } },
        400: { description: "There is no such camera" },
      },
    }, async (context) => {
      const asked = validate(schema, await readJson(context), message("syncapi.choice_not_valid"));
      if (!await findVisibleCamera(sql, asked.CAMERA_ID)) {
        throw new ApiError(400, message("syncapi.camera_unknown", { field: "CAMERA_ID" }));
      }
      context.header("Cache-Control", "no-store");
      return context.json(await read(asked, context));
    });
  }

  async function pickStills(asked: Choice, kind: Kind, entries: string): Promise<object> {
    const among = { cameraId: asked.CAMERA_ID, kinds: [kind], hasDetections: asked.FILTER_DETECTIONS };
    const { lists, span } = await pick(sql, { ...among, isByDay: false }, chosenOf(asked), HOURS);
    const assets = span ? await listVisibleAssets(sql, { ...among, span, limit: MOST_ENTRIES }) : [];
    return { ...lists, [entries]: assets.map(entryJson) };
  }

  async function pickVideos(asked: Choice, kinds: Kind[], entries: string): Promise<object> {
    const { TIMEOFDAY_SELECT: time = "all" } = asked;
    const among = { cameraId: asked.CAMERA_ID, kinds, ...(time === "all" ? {} : { night: time === "night" }) };
    const { lists, span } = await pick(sql, { ...among, isByDay: true }, chosenOf(asked), MONTHS);
    const assets = span ? await listVisibleAssets(sql, { ...among, days: span, limit: MOST_ENTRIES }) : [];
    return { ...lists, [entries]: kinds === PRODUCT_KINDS ? productRowsJson(assets) : assets.map(entryJson) };
  }
}

/** What was chosen, up to the first level that was not. */
function chosenOf(asked: Choice): number[] {
  const chosen: number[] = [];
  for (const level of LEVELS) {
    const value = asked[level];
    if (value === undefined) break;
    chosen.push(value);
  }
  return chosen;
}
