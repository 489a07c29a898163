/** What all pages about cameras have in common. */
import type { RequestContext } from "../../../../core/http/context.ts";
import type { RouteDeclaration } from "../../../../core/http/router.ts";
import type { MessageKey } from "../../../../core/messages/mod.ts";
import type { Settings } from "../../../../core/settings/mod.ts";
import { answerPage, type PageContent } from "../../../web/mod.ts";
import { assetUrl } from "../json.ts";
import { viewAccess } from "../access.ts";
import type { VisibleAsset } from "../queries.ts";
import { originsOf } from "./addresses.ts";

/** What the scripts of the pages say. */
const TEXTS: MessageKey[] = [
  "sky.chart_keys",
  "sky.image_of",
  "sky.loop_failed",
  "sky.stop",
  "syncapi.latest_image",
  "syncapi.no_images",
];

/** The declaration of a page, without its path. */
export function pageDeclaration(settings: Settings) {
  return {
    method: "get",
    access: viewAccess(settings),
    tags: ["All-sky cameras"],
    responses: { 200: { description: "The page" }, 404: { description: "No such camera" } },
  } satisfies Partial<RouteDeclaration>;
}

/** Answers with a page. @param assets those it shows; the page may load from where they are stored */
export function answerAllskyPage(
  context: RequestContext,
  settings: Settings,
  { assets, ...content }: PageContent & { assets: VisibleAsset[] },
): Promise<Response> {
  return answerPage(context, settings, {
    width: "wide",
    styles: ["allsky.css", "allsky_charts.css"],
    modules: ["allsky.js"],
    texts: TEXTS,
    needs: { mediaOrigins: originsOf(assets.map(assetUrl)) },
    ...content,
  });
}
