/** `/setup`: creates the first administrator of a new instance, through the link that the first start prints. */
import { type Message, message } from "../../core/messages/mod.ts";
import { html } from "hono/html";
import { z } from "@hono/zod-openapi";
import {
  addressAfterLogin,
  beginSession,
  hashPassword,
  insertFirstAdministrator,
  isSetupProof,
  loginOfName,
  objectionToName,
  objectionToPassword,
} from "../accounts/mod.ts";
import type { RequestContext } from "../../core/http/context.ts";
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { alert, field, readForm } from "./forms.ts";
import { answerPage, localize, type PageContent, translator } from "./page.tsx";

const tags = ["Website"];
const query = z.object({ proof: z.string().openapi({ description: "From the link that the server printed" }) });

/** The page behind the link of the first start, which makes the first administrator. */
export function setupPageRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;

  router.route({
    method: "get",
    path: "/setup",
    access: "open",
    summary: "The page that creates the first administrator",
    tags,
    request: { query },
    responses: { 200: { description: "The page" }, 403: { description: "The link is invalid or has expired" } },
  }, async (context) => {
    const isGood = await isSetupProof(services, context.req.query("proof"));
    return answerPage(context, settings, isGood ? setupPage(context, {}) : expiredPage(context));
  });

  router.route({
    method: "post",
    path: "/setup",
    access: "registration-form",
    summary: "Create the first administrator",
    tags,
    request: { query },
    responses: {
      303: { description: "Created and logged in; redirects to the main page" },
      400: { description: "The page again, with what is wrong with the form" },
      403: { description: "The link is invalid or has expired" },
    },
  }, async (context) => {
    if (!await isSetupProof(services, context.req.query("proof"))) {
      return answerPage(context, settings, expiredPage(context));
    }
    const form = await readForm(context);
    const read = (name: string) => form.get(name) ?? "";
    const name = read("name"), password = read("password"), again = read("again");
    const objection = objectionToName(name) ?? await objectionToPassword(password, name) ??
      (password === again ? undefined : message("web.passwords_differ"));
    if (objection) return answerPage(context, settings, setupPage(context, { name, objection }));

    const account = await insertFirstAdministrator(sql, {
      name: name.trim(),
      login: loginOfName(name),
      hash: await hashPassword(password),
    });
    if (!account) return answerPage(context, settings, expiredPage(context));
    const row = { ...account, oauth_provider: null, oauth_id: null, tos_accepted: false };
    await beginSession(context, services, row, { method: "setup" });
    context.header("Cache-Control", "private, no-store");
    return context.redirect(addressAfterLogin(context, settings, false, undefined), 303);
  });
}

function setupPage(
  context: RequestContext,
  { name, objection }: { name?: string; objection?: Message },
): PageContent {
  const say = translator(context);
  return {
    title: say("web.setup_title"),
    status: objection ? 400 : 200,
    body: html`${alert(objection && localize(context, objection))}
<p>${say("web.setup_explained")}</p>
<form method="post">
${field("name", say("web.name"), "username", name)}
${field("password", say("web.password"), "new-password")}
${field("again", say("web.password_again"), "new-password")}
<button>${say("web.create_account")}</button>
</form>`,
  };
}

function expiredPage(context: RequestContext): PageContent {
  const say = translator(context);
  return {
    title: say("web.link_expired"),
    status: 403,
    body: html`<p>${say("web.setup_link_expired_reason")}</p>`,
  };
}
