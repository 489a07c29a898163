/** `/allsky`: the cameras for people. */
import type { RequestContext } from "../../http/context.ts";
import { ApiError } from "../../http/errors.ts";
import type { RouteDeclaration, Router } from "../../http/router.ts";
import type { Services } from "../../services.ts";
import { answerPage, basePath, type PageContent, translator } from "../../web/page.ts";
import { assetUrl } from "../json.ts";
import { KIND_NAMES, KINDS } from "../kinds.ts";
import { viewAccess } from "../view_access.ts";
import {
  findVisibleCamera,
  listDays,
  listVisibleAssets,
  listVisibleCameras,
  type VisibleCamera,
} from "../view_queries.ts";
import { CameraPage } from "./camera_page.tsx";
import { DayPage } from "./day_page.tsx";

const CHARTED_HOURS = 12;
const MOST_IMAGES = 1000, MOST_IN_A_DAY = 5000, MOST_DAYS = 366;
const PRODUCTS = KIND_NAMES.filter((kind) => KINDS[kind].replace === "night" || kind === "minivideo");

export function allskyPageRoutes(router: Router, { settings, sql }: Services): void {
  const common = {
    method: "get",
    access: viewAccess(settings),
    tags: ["All-sky cameras"],
    responses: { 200: { description: "The page" }, 404: { description: "No such camera" } },
  } satisfies Partial<RouteDeclaration>;
  const answer = (context: RequestContext, content: PageContent) =>
    answerPage(context, settings, { width: "wide", styles: ["allsky.css"], modules: ["allsky.js"], ...content });

  router.route({ ...common, path: "/allsky", summary: "The all-sky cameras" }, async (context) => {
    const base = basePath(context, settings);
    const say = translator(context);
    const cameras = await listVisibleCameras(sql);
    const latest = await Promise.all(cameras.map(({ id }) => latestOf(id)));
    const body = cameras.length === 0 ? <p>{say("There is no camera yet")}</p> : (
      <div class="gallery cameras">
        {cameras.map(({ id, title }, index) => (
          <a href={`${base}/allsky/${id}`}>
            {latest[index] && <img src={`${base}/${assetUrl(latest[index])}`} alt="" loading="lazy" />}
            <span>{title}</span>
          </a>
        ))}
      </div>
    );
    return await answer(context, { title: say("All-sky cameras"), body });
  });

  router.route(
    { ...common, path: "/allsky/{camera:int}", summary: "An all-sky camera" },
    async (context, parameters) => {
      const camera = await requireCamera(parameters.camera);
      const since = Date.now() - CHARTED_HOURS * 3_600_000;
      const recent = await listVisibleAssets(sql, { cameraId: camera.id, kinds: ["image"], since, limit: MOST_IMAGES });
      const body = (
        <CameraPage
          base={basePath(context, settings)}
          camera={camera}
          latest={recent[0] ?? await latestOf(camera.id)}
          recent={recent.toReversed()}
          days={await listDays(sql, camera.id, MOST_DAYS)}
          say={translator(context)}
        />
      );
      return await answer(context, { title: camera.title, body });
    },
  );

  router.route({
    ...common,
    path: "/allsky/{camera:int}/{day}",
    summary: "A day and a night of an all-sky camera",
  }, async (context, parameters) => {
    const camera = await requireCamera(parameters.camera);
    if (!/^\d{4}-\d\d-\d\d$/.test(parameters.day) || Number.isNaN(Date.parse(parameters.day))) {
      throw new ApiError(404, "Not found");
    }
    const ofDay = { cameraId: camera.id, dayDate: parameters.day };
    const images = await listVisibleAssets(sql, { ...ofDay, kinds: ["image"], limit: MOST_IN_A_DAY });
    const products = await listVisibleAssets(sql, { ...ofDay, kinds: PRODUCTS, limit: MOST_IMAGES });
    const base = basePath(context, settings);
    const body = <DayPage base={base} products={products} images={images.toReversed()} say={translator(context)} />;
    return await answer(context, { title: `${camera.title}, ${parameters.day}`, body });
  });

  async function latestOf(cameraId: number) {
    const [latest] = await listVisibleAssets(sql, { cameraId, kinds: ["image"], limit: 1 });
    return latest;
  }

  async function requireCamera(text: string): Promise<VisibleCamera> {
    const id = Number(text);
    const camera = id < 2 ** 31 ? await findVisibleCamera(sql, id) : undefined;
    if (!camera) throw new ApiError(404, "Not found");
    return camera;
  }
}
