/** `/pages/{page}`: pages that administrators wrote, such as the terms of service, in the frame of the website. */
import { raw } from "hono/html";
import { findPage, listPageLanguages, PAGE_NAMES, type PageName } from "../../community/mod.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import type { MessageKey } from "../../../core/messages/mod.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { answerPage, translator } from "../page.tsx";
import { pageLanguage } from "../page_language.ts";

const TITLES = {
  "terms-of-service": "web.terms_of_service",
  "end-user-license-agreement": "web.licence_agreement",
  "end-user-license-agreement-summary": "web.licence_agreement_short",
  "custom-banner": "web.news",
} as const satisfies Record<PageName, MessageKey>;

/** Terms of service and the like, as pages. */
export function instancePagesRoutes(router: Router, { settings, sql }: Services): void {
  router.route({
    method: "get",
    path: "/pages/{page}",
    access: "anyone",
    summary: "A page of the instance, in the caller's language or one that is available",
    tags: ["Website"],
    responses: { 200: { description: "The page" }, 404: { description: "It has not been written" } },
  }, async (context, parameters) => {
    const name = PAGE_NAMES.find((known) => known === parameters.page);
    const languages = name ? await listPageLanguages(sql, name) : [];
    const language = languages.find((known) => known === pageLanguage(context)) ?? languages[0];
    const page = name && language && await findPage(sql, name, language);
    if (!page) throw new ApiError(404, message("http.not_found"));
    return await answerPage(context, settings, {
      title: translator(context)(TITLES[name]),
      width: "wide",
      hasOwnHeading: /<h1[\s>]/i.test(page.content),
      // findPage() sanitizes it.
      body: <article lang={language}>{raw(page.content)}</article>,
    });
  });
}
