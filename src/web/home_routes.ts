/** `/`: the main page. */
import { html } from "hono/html";
import { baseUrl } from "../http/base_url.ts";
import { callerOf, type RequestContext } from "../http/context.ts";
import { languageOf } from "../http/languages.ts";
import type { Router } from "../http/router.ts";
import type { Services } from "../services.ts";
import { answerPage, type Html, translator } from "./page.ts";

export function homeRoutes(router: Router, { settings }: Services): void {
  router.route({
    method: "get",
    path: "/",
    access: "anyone",
    summary: "The main page",
    tags: ["Website"],
    responses: { 200: { description: "The page" } },
  }, (context) => {
    const say = translator(context);
    const language = languageOf(context);
    const { name, description } = settings.API_SUMMARY;
    return answerPage(context, settings, {
      title: name[language] ?? name.en ?? "Panoramax",
      body: html`<p>${description[language] ?? description.en ?? ""}</p>
<nav>
${loginLinks(context)}
<a href="${base(context)}/api/docs/swagger">${say("Panoramax API")}</a>
</nav>`,
    });
  });

  function loginLinks(context: RequestContext): Html {
    if (!settings.OAUTH_PROVIDER) return html``;
    const say = translator(context);
    const caller = callerOf(context);
    const logout = html`<a href="${base(context)}/api/auth/logout?next_url=/">${say("Log out")}</a>`;
    if (!caller) return html`<a href="${base(context)}/api/auth/login">${say("Log in")}</a>`;
    if (settings.OAUTH_PROVIDER !== "local") return html`<span>${caller.name}</span> ${logout}`;
    return html`<a href="${base(context)}/account">${caller.name}</a> ${logout}`;
  }

  function base(context: RequestContext): string {
    return baseUrl(context, settings.INFRA_NB_PROXIES);
  }
}
