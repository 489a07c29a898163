/** `/allsky/assets/<id>`: one image or video. */
import { basePath, baseUrl } from "../../../../core/http/base_url.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import type { Router } from "../../../../core/http/router.ts";
import { message } from "../../../../core/messages/mod.ts";
import type { Services } from "../../../../core/services.ts";
import { pageLanguage, translator } from "../../../web/mod.ts";
import { findCameraData } from "../charts/queries.ts";
import { findDetails, findSteps, listKeogramHours } from "../images/queries.ts";
import { sensorsOf } from "../images/sensors.ts";
import { keogramHours } from "../keogram/axis.ts";
import { findVisibleAsset, findVisibleCamera } from "../queries.ts";
import { answerAllskyPage, pageDeclaration } from "./answer.ts";
import { AssetPage, assetPagePath } from "./asset_page.tsx";
import { KIND_TITLES } from "./kind_titles.ts";
import { readId } from "./require_camera.ts";

/** The page of one image or video. */
export function assetRoutes(router: Router, { settings, sql }: Services): void {
  router.route({
    ...pageDeclaration(settings),
    path: "/allsky/assets/{asset:int}",
    summary: "An image or video of an all-sky camera",
  }, async (context, parameters) => {
    const asset = await findVisibleAsset(sql, readId(parameters.asset));
    const camera = asset && await findVisibleCamera(sql, asset.camera_id);
    if (!asset || !camera) throw new ApiError(404, message("http.not_found"));
    const say = translator(context);
    const details = await findDetails(sql, asset.id);
    const body = (
      <AssetPage
        base={basePath(context)}
        permanent={`${baseUrl(context)}${assetPagePath(asset)}`}
        asset={asset}
        camera={camera}
        details={details}
        steps={await findSteps(sql, asset)}
        sensors={sensorsOf(details.data, await findCameraData(sql, camera.id))}
        hours={asset.kind === "keogram" ? keogramHours(await listKeogramHours(sql, asset)) : []}
        language={pageLanguage(context)}
        say={say}
      />
    );
    const title = `${say(KIND_TITLES[asset.kind])}, ${camera.title}, ${asset.wall_time.slice(0, 19)}`;
    return await answerAllskyPage(context, settings, { title, body, assets: [asset] });
  });
}
