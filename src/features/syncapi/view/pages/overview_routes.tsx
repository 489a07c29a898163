/** `/allsky`: all cameras, each with its newest image. */
import { basePath } from "../../../../core/http/base_url.ts";
import type { Router } from "../../../../core/http/router.ts";
import type { Services } from "../../../../core/services.ts";
import { translator } from "../../../web/mod.ts";
import { assetUrl } from "../json.ts";
import { listVisibleAssets, listVisibleCameras } from "../queries.ts";
import { addressOf } from "./addresses.ts";
import { answerAllskyPage, pageDeclaration } from "./answer.ts";

/** The page of all cameras. */
export function overviewRoutes(router: Router, { settings, sql }: Services): void {
  router.route(
    { ...pageDeclaration(settings), path: "/allsky", summary: "The all-sky cameras" },
    async (context) => {
      const base = basePath(context);
      const say = translator(context);
      const cameras = await listVisibleCameras(sql);
      const latest = await Promise.all(
        cameras.map(async ({ id }) => (await listVisibleAssets(sql, { cameraId: id, kinds: ["image"], limit: 1 }))[0]),
      );
      const body = cameras.length === 0 ? <p>{say("syncapi.no_camera")}</p> : (
        <div class="gallery cameras">
          {cameras.map(({ id, title }, index) => (
            <a href={`${base}/allsky/${id}`}>
              {latest[index] && <img src={addressOf(base, assetUrl(latest[index]))} alt="" loading="lazy" />}
              <span>{title}</span>
            </a>
          ))}
        </div>
      );
      const assets = latest.filter((asset) => asset !== undefined);
      return await answerAllskyPage(context, settings, { title: say("syncapi.cameras"), body, assets });
    },
  );
}
