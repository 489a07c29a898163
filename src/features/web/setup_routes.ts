/** `/setup`: the first administrator of a new instance, by the link that the first start prints. */
import { html } from "hono/html";
import { z } from "@hono/zod-openapi";
import {
  addressAfterLogin,
  hashPassword,
  insertFirstAdministrator,
  isSetupProof,
  loginOfName,
  newSession,
  objectionToName,
  objectionToPassword,
  writeSession,
} from "../accounts/mod.ts";
import type { RequestContext } from "../../core/http/context.ts";
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { alert, field, readForm } from "./forms.ts";
import { answerPage, type PageContent, translator } from "./page.ts";

const tags = ["Website"];
const query = z.object({ proof: z.string().openapi({ description: "From the link that the server printed" }) });

export function setupPageRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;

  router.route({
    method: "get",
    path: "/setup",
    access: "open",
    summary: "Where the first administrator is made",
    tags,
    request: { query },
    responses: { 200: { description: "The page" }, 403: { description: "The link is not good, or not any more" } },
  }, async (context) => {
    const isGood = await isSetupProof(services, context.req.query("proof"));
    return answerPage(context, settings, isGood ? setupPage(context, {}) : expiredPage(context));
  });

  router.route({
    method: "post",
    path: "/setup",
    access: "registration-form",
    summary: "Make the first administrator",
    tags,
    request: { query },
    responses: {
      303: { description: "Made and logged in: to the main page" },
      400: { description: "The page again: what was typed will not do" },
      403: { description: "The link is not good, or not any more" },
    },
  }, async (context) => {
    if (!await isSetupProof(services, context.req.query("proof"))) {
      return answerPage(context, settings, expiredPage(context));
    }
    const form = await readForm(context);
    const [name, password, again] = ["name", "password", "again"].map((key) => form.get(key) ?? "");
    const objection = objectionToName(name) ?? objectionToPassword(password, name) ??
      (password === again ? undefined : "The two passwords differ");
    if (objection) return answerPage(context, settings, setupPage(context, { name, objection }));

    const account = await insertFirstAdministrator(sql, {
      name: name.trim(),
      login: loginOfName(name),
      hash: await hashPassword(password),
    });
    if (!account) return answerPage(context, settings, expiredPage(context));
    const row = { ...account, oauth_provider: null, oauth_id: null, tos_accepted: false, generation: 0 };
    writeSession(context, services, newSession(row));
    context.header("Cache-Control", "private, no-store");
    return context.redirect(addressAfterLogin(context, settings, false, undefined), 303);
  });
}

function setupPage(context: RequestContext, { name, objection }: { name?: string; objection?: string }): PageContent {
  const say = translator(context);
  return {
    title: say("Set up this instance"),
    status: objection ? 400 : 200,
    body: html`${alert(objection && say(objection))}
<p>${say("Choose the name and the password of the first administrator.")}</p>
<form method="post">
${field("name", say("Name"), "username", name)}
${field("password", say("Password"), "new-password")}
${field("again", say("Password again"), "new-password")}
<button>${say("Make the account")}</button>
</form>`,
  };
}

function expiredPage(context: RequestContext): PageContent {
  const say = translator(context);
  return {
    title: say("This link is not good any more"),
    status: 403,
    body: html`<p>${
      say("It works for half an hour, and once. Start the server again for a new one, as long as there is no account.")
    }</p>`,
  };
}
