/** `/sequences/{id}`: one sequence with all its pictures. */
import { basePath, baseUrl } from "../../../core/http/base_url.ts";
import { callerOf } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { Router } from "../../../core/http/router.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import { describeInstance, findCollectionJson, findOutline, jsonContext, privilegedViewerOf } from "../../stac/mod.ts";
import { nearestPlace } from "../../places/mod.ts";
import { audiences } from "../audiences.ts";
import { answerPage, translator } from "../page.tsx";
import { pageLanguage } from "../page_language.ts";
import { pageMap } from "../viewer/page_map.ts";
import { middleOf, SequencePage } from "./sequence_page.tsx";
import { SEQUENCE_EDIT_TEXTS, SEQUENCE_HISTORY_TEXTS, SEQUENCE_TEXTS } from "./texts.ts";

/** Registers the page of a sequence. What the caller may not see answers as if it did not exist. */
export function sequencePageRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;
  const instance = describeInstance(settings);

  router.route({
    method: "get",
    path: "/sequences/{id:uuid}",
    access: "anyone",
    summary: "The page of a sequence: its way on a map, and all its pictures",
    tags: ["Website"],
    responses: { 200: { description: "The page" }, 404: { description: "Unknown, or not visible to the caller" } },
  }, async (context, { id }) => {
    const view = jsonContext(context, instance);
    const collection = await findCollectionJson(sql, id, view);
    if (!collection) throw new ApiError(404, message("http.not_found"));
    const [first] = await findOutline(sql, id, privilegedViewerOf(callerOf(context)), { afterRank: 0, limit: 1 });
    const say = translator(context);
    const { data, ...map } = await pageMap(context, settings);
    const links = collection.links.map(({ rel }) => rel);
    const rights = { isOwner: links.includes("delete"), mayEdit: links.includes("edit") };
    const offered = audiences(settings.API_REGISTRATION_IS_OPEN);
    const owner = collection.providers[0]?.id, middle = middleOf(collection);
    return await answerPage(context, settings, {
      ...map,
      title: collection.title,
      description: say("gallery.by", { name: collection.providers[0]?.name ?? "" }),
      width: "wide",
      modules: [
        "sequence.js",
        ...(rights.mayEdit ? ["sequence_edit.js"] as const : []),
        ...(rights.isOwner ? ["sequence_history.js"] as const : []),
      ],
      texts: [
        ...SEQUENCE_TEXTS,
        ...(rights.mayEdit ? SEQUENCE_EDIT_TEXTS : []),
        ...(rights.isOwner ? SEQUENCE_HISTORY_TEXTS : []),
      ],
      data: { ...data, id, owner, ...rights, visibilities: offered.map(([visibility]) => visibility) },
      body: (
        <SequencePage
          say={say}
          language={pageLanguage(context)}
          base={basePath(context)}
          address={`${baseUrl(context)}/sequences/${id}`}
          collection={collection}
          town={middle && await nearestPlace(...middle, pageLanguage(context))}
          firstPicture={first?.id}
          rights={rights}
          offered={offered}
        />
      ),
    });
  });
}
