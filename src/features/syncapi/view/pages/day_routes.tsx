/** `/allsky/<camera>/<day>`: a day and the night after it. */
import { z } from "@hono/zod-openapi";
import { basePath } from "../../../../core/http/base_url.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import { boolean } from "../../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import { message } from "../../../../core/messages/mod.ts";
import type { Services } from "../../../../core/services.ts";
import { pageLanguage, translator } from "../../../web/mod.ts";
import { KIND_NAMES, KINDS } from "../../assets/kinds.ts";
import { millisecondsOf } from "../json.ts";
import { longDay } from "../nights/month.ts";
import { type DayMarks, findDayMarks, findMiddleTime, findNeighbours } from "../nights/queries.ts";
import { listHours, listVisibleAssets } from "../queries.ts";
import { answerAllskyPage, pageDeclaration } from "./answer.ts";
import { DayPage, hourName } from "./day_page.tsx";
import { readDay, requireCamera } from "./require_camera.ts";

const MOST_IMAGES = 1000;
const PRODUCTS = KIND_NAMES.filter((kind) => KINDS[kind].replace === "night" || kind === "minivideo");

const query = z.object({ hour: z.string().max(40).optional(), detections: boolean().optional() });

/** The page of a day and the following night. */
export function dayRoutes(router: Router, { settings, sql }: Services): void {
  router.route({
    ...pageDeclaration(settings),
    path: "/allsky/{camera:int}/{day}",
    summary: "A day and the following night of an all-sky camera",
    request: { query },
  }, async (context, parameters) => {
    const camera = await requireCamera(sql, parameters.camera);
    const day = readDay(parameters.day);
    const ofDay = { cameraId: camera.id, dayDate: day };
    const asked = validate(query, context.req.query(), message("syncapi.query_not_valid"));
    const { hour: name, detections: isDetections = false } = asked;
    const hours = await listHours(sql, camera.id, day);
    const newest = isDetections ? undefined : hours.at(-1);
    const chosen = name === undefined ? newest : hours.find((hour) => hourName(hour) === name);
    if (name !== undefined && !chosen) throw new ApiError(404, message("http.not_found"));
    const hasDetections = isDetections || undefined;
    const images = chosen || isDetections
      ? await listVisibleAssets(sql, { ...ofDay, kinds: ["image"], span: chosen, hasDetections, limit: MOST_IMAGES })
      : [];
    const products = await listVisibleAssets(sql, { ...ofDay, kinds: PRODUCTS, limit: MOST_IMAGES });
    const marks = await findDayMarks(sql, camera.id, day);
    const language = pageLanguage(context);
    const body = (
      <DayPage
        base={basePath(context)}
        camera={camera}
        day={day}
        neighbours={await findNeighbours(sql, camera.id, day)}
        marks={marks}
        middle={await findMiddle(camera.id, day, marks)}
        products={products}
        hours={hours}
        chosen={chosen}
        isDetections={isDetections}
        images={images.toReversed()}
        language={language}
        say={translator(context)}
      />
    );
    const title = `${camera.title}, ${longDay(day, language)}`;
    return await answerAllskyPage(context, settings, { title, body, assets: [...images, ...products] });
  });

  /** The image about the middle of the night, or of the day when there is no night. */
  async function findMiddle(cameraId: number, day: string, { hasNight }: DayMarks) {
    const night = hasNight;
    const middle = await findMiddleTime(sql, cameraId, day, night);
    if (middle === undefined) return undefined;
    const until = millisecondsOf(middle);
    const ofNight = { cameraId, kinds: ["image"], dayDate: day, night, withExcluded: false } as const;
    const [image] = await listVisibleAssets(sql, { ...ofNight, until, limit: 1 });
    return image;
  }
}
