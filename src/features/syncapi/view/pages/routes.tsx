/** `/allsky`: the pages about cameras. */
import { basePath } from "../../../../core/http/base_url.ts";
import { message } from "../../../../core/messages/mod.ts";
import { ApiError } from "../../../../core/http/errors.ts";
import type { Router } from "../../../../core/http/router.ts";
import type { Services } from "../../../../core/services.ts";
import { translator } from "../../../web/mod.ts";
import { assetUrl } from "../json.ts";
import { hasKeogramRows } from "../keogram/queries.ts";
import { KIND_NAMES, KINDS } from "../../assets/kinds.ts";
import {
  findVisibleAsset,
  findVisibleCamera,
  listDays,
  listHours,
  listVisibleAssets,
  listVisibleCameras,
  type VisibleCamera,
} from "../queries.ts";
import { addressOf } from "./addresses.ts";
import { answerAllskyPage, pageDeclaration } from "./answer.ts";
import { AssetPage } from "./asset_page.tsx";
import { CameraPage } from "./camera_page.tsx";
import { DayPage, hourName } from "./day_page.tsx";
import { KIND_TITLES } from "./kind_titles.ts";

const CHARTED_HOURS = 12;
const MOST_IMAGES = 1000, MOST_DAYS = 366;
const PRODUCTS = KIND_NAMES.filter((kind) => KINDS[kind].replace === "night" || kind === "minivideo");

/** `/allsky`: the pages of cameras. */
export function allskyPageRoutes(router: Router, { settings, sql }: Services): void {
  const common = pageDeclaration(settings);

  router.route({ ...common, path: "/allsky", summary: "The all-sky cameras" }, async (context) => {
    const base = basePath(context);
    const say = translator(context);
    const cameras = await listVisibleCameras(sql);
    const latest = await Promise.all(cameras.map(({ id }) => latestOf(id)));
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
  });

  router.route(
    { ...common, path: "/allsky/{camera:int}", summary: "An all-sky camera" },
    async (context, parameters) => {
      const camera = await requireCamera(parameters.camera);
      const say = translator(context);
      const since = Date.now() - CHARTED_HOURS * 3_600_000;
      const recent = await listVisibleAssets(sql, { cameraId: camera.id, kinds: ["image"], since, limit: MOST_IMAGES });
      const latest = recent[0] ?? await latestOf(camera.id);
      const body = (
        <CameraPage
          base={basePath(context)}
          camera={camera}
          latest={latest}
          recent={recent.toReversed()}
          days={await listDays(sql, camera.id, MOST_DAYS)}
          hasKeogram={await hasKeogramRows(sql, camera.id)}
          say={say}
        />
      );
      const assets = [...recent, ...latest ? [latest] : []];
      return await answerAllskyPage(context, settings, { title: camera.title, body, assets });
    },
  );

  router.route({
    ...common,
    path: "/allsky/{camera:int}/{day}",
    summary: "A day and the following night of an all-sky camera",
  }, async (context, parameters) => {
    const camera = await requireCamera(parameters.camera);
    if (!/^\d{4}-\d\d-\d\d$/.test(parameters.day) || Number.isNaN(Date.parse(parameters.day))) {
      throw new ApiError(404, message("http.not_found"));
    }
    const ofDay = { cameraId: camera.id, dayDate: parameters.day };
    const hours = await listHours(sql, camera.id, parameters.day);
    const name = context.req.query("hour");
    const chosen = name === undefined ? hours.at(-1) : hours.find((hour) => hourName(hour) === name);
    if (name !== undefined && !chosen) throw new ApiError(404, message("http.not_found"));
    const images = chosen
      ? await listVisibleAssets(sql, { ...ofDay, kinds: ["image"], span: chosen, limit: MOST_IMAGES })
      : [];
    const products = await listVisibleAssets(sql, { ...ofDay, kinds: PRODUCTS, limit: MOST_IMAGES });
    const shown = { products, hours, chosen, images: images.toReversed() };
    const body = <DayPage base={basePath(context)} {...shown} say={translator(context)} />;
    const title = `${camera.title}, ${parameters.day}`;
    return await answerAllskyPage(context, settings, { title, body, assets: [...images, ...products] });
  });

  router.route(
    { ...common, path: "/allsky/assets/{asset:int}", summary: "An image or video of an all-sky camera" },
    async (context, parameters) => {
      const asset = await findVisibleAsset(sql, readId(parameters.asset));
      const camera = asset && await findVisibleCamera(sql, asset.camera_id);
      if (!asset || !camera) throw new ApiError(404, message("http.not_found"));
      const say = translator(context);
      const body = <AssetPage base={basePath(context)} asset={asset} say={say} />;
      const title = `${say(KIND_TITLES[asset.kind])}, ${camera.title}, ${asset.wall_time.slice(0, 19)}`;
      return await answerAllskyPage(context, settings, { title, body, assets: [asset] });
    },
  );

  async function latestOf(cameraId: number) {
    const [latest] = await listVisibleAssets(sql, { cameraId, kinds: ["image"], limit: 1 });
    return latest;
  }

  async function requireCamera(text: string): Promise<VisibleCamera> {
    const camera = await findVisibleCamera(sql, readId(text));
    if (!camera) throw new ApiError(404, message("http.not_found"));
    return camera;
  }
}

/** @throws ApiError 404 for a number that no row has */
function readId(text: string): number {
  const id = Number(text);
  if (id >= 2 ** 31) throw new ApiError(404, message("http.not_found"));
  return id;
}
