/** Pages about blurring: samples of it, and a picture of which a part is to be blurred. */
import { accountId } from "../../../core/http/account.ts";
import { loggedCallerOf } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { Router } from "../../../core/http/router.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Services } from "../../../core/services.ts";
import { requireWriter } from "../../accounts/mod.ts";
import { basePath } from "../../../core/http/base_url.ts";
import { findDrawable } from "../../pictures/mod.ts";
import { answerAdministratorsOnly, answerPage, translator } from "../page.tsx";
import { DrawingPage, SamplesPage } from "./pages.tsx";
import { DRAWING_TEXTS, SAMPLE_TEXTS } from "./texts.ts";

const tags = ["Website"];

/** Registers `/admin/blurring` and `/pictures/{id}/blur`, where people can log in. */
export function blurringPageRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;
  if (!settings.OAUTH_PROVIDER) return;

  router.route({
    method: "get",
    path: "/admin/blurring",
    access: "logged-reads",
    summary: "Samples of what was blurred",
    tags,
    responses: {
      200: { description: "The page" },
      302: { description: "To log in" },
      403: { description: "The caller is not an administrator" },
    },
  }, async (context) => {
    const say = translator(context), title = say("web.blur_samples");
    if (loggedCallerOf(context).role !== "admin") {
      return await answerAdministratorsOnly(context, settings, title);
    }
    return await answerPage(context, settings, {
      title,
      width: "wide",
      styles: ["blurring.css"],
      modules: ["blur_samples.js"],
      texts: SAMPLE_TEXTS,
      body: <SamplesPage say={say} />,
    });
  });

  router.route({
    method: "get",
    path: "/pictures/{id:uuid}/blur",
    access: "logged-reads",
    summary: "A page to draw on a picture what is to be blurred",
    tags,
    responses: {
      200: { description: "The page" },
      302: { description: "To log in" },
      403: { description: "The picture belongs to somebody else" },
      404: { description: "Unknown, or not visible to the caller" },
    },
  }, async (context, { id }) => {
    const found = await findDrawable(sql, id, accountId(loggedCallerOf(context)));
    if (!found) throw new ApiError(404, message("pictures.not_in_database", { id }));
    const owned = { owner: found.account_id, uploadSet: found.upload_set_id, collection: found.collection_id };
    await requireWriter(context, services, owned, message("stac.picture_of_others"));
    const say = translator(context);
    return await answerPage(context, settings, {
      title: say("web.blur_part_title"),
      width: "wide",
      styles: ["blurring.css"],
      modules: ["blur_drawing.js"],
      texts: DRAWING_TEXTS,
      data: { id, collection: found.collection_id, width: found.width, height: found.height },
      body: (
        <DrawingPage
          say={say}
          picture={`${basePath(context)}/api/pictures/${id}/sd.jpg`}
          width={found.width}
          height={found.height}
        />
      ),
    });
  });
}
