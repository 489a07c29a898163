/** `/allsky/<camera>/detections`: the images in which the camera found something. */
import { z } from "@hono/zod-openapi";
import { basePath } from "../../../../core/http/base_url.ts";
import { integer } from "../../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../../core/http/router.ts";
import { validate } from "../../../../core/http/validation.ts";
import { message } from "../../../../core/messages/mod.ts";
import type { Services } from "../../../../core/services.ts";
import { translator } from "../../../web/mod.ts";
import { answerAllskyPage, pageDeclaration } from "../pages/answer.ts";
import { requireCamera } from "../pages/require_camera.ts";
import { Thumbnail } from "../pages/thumbnail.tsx";
import { listVisibleAssets } from "../queries.ts";
import { listDetected } from "./queries.ts";

const PAGE = 60;

const query = z.object({ after: integer({ min: 0, max: 2 ** 31 - 1 }).optional() });

/** The page of the images with detections. */
export function detectionsRoutes(router: Router, { settings, sql }: Services): void {
  router.route({
    ...pageDeclaration(settings),
    path: "/allsky/{camera:int}/detections",
    summary: "Images in which an all-sky camera detected something, newest first",
    request: { query },
  }, async (context, parameters) => {
    const camera = await requireCamera(sql, parameters.camera);
    const asked = validate(query, context.req.query(), message("syncapi.query_not_valid"));
    const chosen = { cameraId: camera.id, kinds: ["image"] } as const;
    const [after] = asked.after === undefined
      ? []
      : await listVisibleAssets(sql, { ...chosen, ids: [asked.after], limit: 1 });
    // One more than is shown tells whether there are older ones.
    const found = await listDetected(sql, { cameraId: camera.id, after, limit: PAGE + 1 });
    const ids = found.slice(0, PAGE);
    const images = await listVisibleAssets(sql, { ...chosen, ids, limit: PAGE });
    const say = translator(context), base = basePath(context);
    const here = `${base}/allsky/${camera.id}`;
    const body = (
      <>
        <nav class="steps" aria-label={say("sky.detections")}>
          <a href={here}>← {camera.title}</a>
          {after && <a href={`${here}/detections`}>{say("sky.newest_ones")}</a>}
        </nav>
        {images.length === 0 && <p>{say("syncapi.no_images")}</p>}
        <div class="gallery dated">{images.map((asset) => <Thumbnail base={base} asset={asset} isDated />)}</div>
        {found.length > PAGE && (
          <p>
            <a href={`${here}/detections?after=${ids.at(-1)}`}>{say("web.older")} →</a>
          </p>
        )}
      </>
    );
    const title = `${say("sky.detections")}, ${camera.title}`;
    return await answerAllskyPage(context, settings, { title, body, assets: images });
  });
}
