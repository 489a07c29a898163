/** `/pictures/{id}`: one picture with its place. */
import { basePath, baseUrl } from "../../../core/http/base_url.ts";
import { callerOf } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { Router } from "../../../core/http/router.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import { describeInstance, findCollectionJson, findItemText, jsonContext } from "../../stac/mod.ts";
import { nearestPlace } from "../../places/mod.ts";
import { audiences } from "../audiences.ts";
import { answerPage, translator } from "../page.tsx";
import { pageLanguage } from "../page_language.ts";
import { pageMap } from "../viewer/page_map.ts";
import { readShownItem } from "./item.ts";
import { PicturePage } from "./picture_page.tsx";
import { PICTURE_EDIT_TEXTS, PICTURE_TEXTS } from "./texts.ts";

/** Registers the page of a picture. What the caller may not see answers as if it did not exist. */
export function picturePageRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;
  const instance = describeInstance(settings);

  router.route({
    method: "get",
    path: "/pictures/{id:uuid}",
    access: "anyone",
    summary: "The page of a picture: what it shows, where it was taken, and what happened to it",
    tags: ["Website"],
    responses: { 200: { description: "The page" }, 404: { description: "Unknown, or not visible to the caller" } },
  }, async (context, { id }) => {
    const view = jsonContext(context, instance);
    const found = await findItemText(sql, id, view);
    if (!found) throw new ApiError(404, message("http.not_found"));
    const item = readShownItem(found.text);
    const collection = await findCollectionJson(sql, item.collection, view);
    const say = translator(context), caller = callerOf(context);
    const { data, ...map } = await pageMap(context, settings);
    const offered = audiences(settings.API_REGISTRATION_IS_OPEN);
    const [longitude, latitude] = item.position;
    const title = say("gallery.picture_title", { number: item.rank, title: collection?.title ?? "" });
    return await answerPage(context, settings, {
      ...map,
      title,
      description: say("gallery.by", { name: item.producer.name }),
      width: "wide",
      modules: item.mayEdit ? ["picture.js", "picture_edit.js"] : ["picture.js"],
      texts: item.mayEdit ? [...PICTURE_TEXTS, ...PICTURE_EDIT_TEXTS] : PICTURE_TEXTS,
      data: {
        ...data,
        id,
        collection: item.collection,
        position: item.position,
        heading: item.heading,
        isOwner: item.isOwner,
        visibilities: offered.map(([visibility]) => visibility),
      },
      body: (
        <PicturePage
          say={say}
          language={pageLanguage(context)}
          base={basePath(context)}
          address={`${baseUrl(context)}/pictures/${id}`}
          item={item}
          town={await nearestPlace(longitude, latitude, pageLanguage(context))}
          isAnonymous={caller === null}
          mayReport={!settings.API_READ_ONLY}
          mayBlur={item.isOwner && settings.OAUTH_PROVIDER !== undefined}
          offered={offered}
        />
      ),
    });
  });
}
