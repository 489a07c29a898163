/**
 * Pages that the API sends people to and that belong to an instance's website, for instances that have no separate website.
 * They are for people: requests that do not ask for HTML get 404.
 */
import { html } from "hono/html";
import { z } from "@hono/zod-openapi";
import { acceptTermsOfService, readNextUrl, sessionAccount, writeSession } from "../accounts/mod.ts";
import { baseUrl } from "../../core/http/base_url.ts";
import { message } from "../../core/messages/mod.ts";
import { listPageLanguages } from "../community/mod.ts";
import { asksForPage } from "../../core/http/browsers.ts";
import { loggedCallerOf, type RequestContext } from "../../core/http/context.ts";
import { ApiError } from "../../core/http/errors.ts";
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { hidden, readForm } from "./forms.ts";
import { answerPage, translator } from "./page.tsx";

const tags = ["Website"];
const responses = { 200: { description: "The page" }, 404: { description: "The request does not ask for HTML" } };
const request = { query: z.object({ next_url: z.string().optional() }) };

/** `/tos-validation` and `/token-accepted`. */
export function websiteRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;
  const base = (context: RequestContext) => baseUrl(context);

  router.route({
    method: "get",
    path: "/tos-validation",
    access: "open",
    summary: "The page to accept the terms of service",
    tags,
    request,
    responses,
  }, async (context) => {
    requirePage(context);
    const say = translator(context);
    const next = readNextUrl(context, settings);
    const [isWritten] = await listPageLanguages(sql, "terms-of-service");
    return await answerPage(context, settings, {
      title: say("web.terms_of_service"),
      body: html`${
        isWritten
          ? html`<p><a href="pages/terms-of-service" target="_blank">${say("web.read_terms")}</a></p>`
          : html`<p>${say("web.no_terms")}</p>`
      }
<form method="post">
${hidden("next_url", next)}
<button>${say("web.accept")}</button>
</form>`,
    });
  });

  router.route({
    method: "post",
    path: "/tos-validation",
    access: "logged-writes-or-login",
    summary: "Accept the terms of service",
    tags,
    request,
    responses: { 303: { description: "Accepted; redirects to the page that was asked for" } },
  }, async (context) => {
    const next = readNextUrl(context, settings, (await readForm(context)).get("next_url") ?? undefined);
    const row = await acceptTermsOfService(sql, loggedCallerOf(context).id);
    const session = context.get("session");
    if (session) writeSession(context, services, { ...session, account: sessionAccount(row) });
    return context.redirect(next ?? `${base(context)}/`, 303);
  });

  router.route({
    method: "get",
    path: "/token-accepted",
    access: "open",
    summary: "Confirms that a program may now use the account",
    tags,
    responses,
  }, (context) => {
    requirePage(context);
    const say = translator(context);
    return answerPage(context, settings, {
      title: say("web.program_connected"),
      body: html`<p>${say("web.claim_done")}</p>`,
    });
  });
}

function requirePage(context: RequestContext): void {
  if (!asksForPage(context)) throw new ApiError(404, message("http.not_found"));
}
