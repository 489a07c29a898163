/** `/allsky`: all cameras, each with its newest image; how to connect one. */
import { basePath, baseUrl } from "../../../../core/http/base_url.ts";
import type { RequestContext } from "../../../../core/http/context.ts";
import type { Router } from "../../../../core/http/router.ts";
import type { Services } from "../../../../core/services.ts";
import { pageLanguage, translator } from "../../../web/mod.ts";
import { assetUrl, millisecondsOf } from "../json.ts";
import { listVisibleAssets, listVisibleCameras } from "../queries.ts";
import { addressOf } from "./addresses.ts";
import { Age } from "./age.tsx";
import { answerAllskyPage, pageDeclaration } from "./answer.ts";
import { Connect } from "./connect.tsx";

/** The page of all cameras, and the one about connecting another. */
export function overviewRoutes(router: Router, { settings, sql }: Services): void {
  router.route(
    { ...pageDeclaration(settings), path: "/allsky", summary: "The all-sky cameras" },
    async (context) => {
      const base = basePath(context), language = pageLanguage(context), now = Date.now();
      const say = translator(context);
      const cameras = await listVisibleCameras(sql);
      if (cameras.length === 0) return await answerConnect(context);
      const shown = await Promise.all(cameras.map(async (camera) => {
        const [latest] = await listVisibleAssets(sql, { cameraId: camera.id, kinds: ["image"], limit: 1 });
        return { ...camera, latest };
      }));
      const body = (
        <>
          <div class="gallery cameras">
            {shown.map(({ id, title, properties: { location }, latest }) => (
              <a href={`${base}/allsky/${id}`} data-camera={String(id)}>
                {latest && <img src={addressOf(base, assetUrl(latest))} alt="" loading="lazy" />}
                <strong>{title}</strong>
                {typeof location === "string" && location !== "" && <span>{location}</span>}
                {latest && <Age time={millisecondsOf(latest.taken_at)} now={now} language={language} say={say} />}
              </a>
            ))}
          </div>
          <p>
            <a href={`${base}/allsky/connect`}>{say("sky.connect")}</a>
          </p>
        </>
      );
      const assets = shown.flatMap(({ latest }) => latest ?? []);
      return await answerAllskyPage(context, settings, { title: say("syncapi.cameras"), body, assets });
    },
  );

  router.route({
    ...pageDeclaration(settings),
    path: "/allsky/connect",
    summary: "How to connect an all-sky camera",
  }, answerConnect);

  async function answerConnect(context: RequestContext): Promise<Response> {
    const say = translator(context);
    const hasCameras = (await listVisibleCameras(sql)).length > 0;
    const body = (
      <>
        {hasCameras
          ? (
            <p>
              <a href={`${basePath(context)}/allsky`}>← {say("syncapi.cameras")}</a>
            </p>
          )
          : <p>{say("syncapi.no_camera")}</p>}
        {hasCameras ? null : <h2>{say("sky.connect")}</h2>}
        <Connect address={`${baseUrl(context)}${settings.ALLSKY_PREFIX}`} say={say} />
      </>
    );
    const title = say(hasCameras ? "sky.connect" : "syncapi.cameras");
    return await answerAllskyPage(context, settings, { title, body, assets: [] });
  }
}
