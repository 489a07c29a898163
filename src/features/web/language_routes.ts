/** `/language`: what the menu of languages sends. */
import { z } from "@hono/zod-openapi";
import { baseUrl } from "../../core/http/base_url.ts";
import { ApiError } from "../../core/http/errors.ts";
import type { Router } from "../../core/http/router.ts";
import { LANGUAGES, message } from "../../core/messages/mod.ts";
import type { Services } from "../../core/services.ts";
import { readNextUrl } from "../accounts/mod.ts";
import { readForm } from "./forms.ts";
import { rememberLanguage } from "./page_language.ts";

const chosenLanguage = z.enum(LANGUAGES);

/** The form is part of every page, and leads back to it. */
export function languageRoutes(router: Router, { settings }: Services): void {
  router.route({
    method: "post",
    path: "/language",
    access: "open",
    summary: "Choose the language of pages",
    tags: ["Website"],
    responses: {
      303: { description: "Remembered in a cookie; redirects to the page on which it was chosen" },
      400: { description: "There is no such language" },
    },
  }, async (context) => {
    const form = await readForm(context);
    const given = form.get("language") ?? "";
    const { data: language } = chosenLanguage.safeParse(given);
    if (!language) throw new ApiError(400, message("community.page_language_unknown", { language: given }));
    const next = readNextUrl(context, settings, form.get("next_url") ?? undefined) ?? `${baseUrl(context)}/`;
    rememberLanguage(context, settings, language);
    context.header("Cache-Control", "private, no-store");
    return context.redirect(next, 303);
  });
}
