/** `/join`: where somebody chooses a password by a link that an administrator gave out: an invitation, or a reset. */
import { html } from "hono/html";
import { z } from "@hono/zod-openapi";
import {
  addressAfterLogin,
  beginSession,
  hashPassword,
  type LinkRow,
  objectionToName,
  objectionToPassword,
  openAccountLink,
  useAccountLink,
} from "../accounts/mod.ts";
import { basePath } from "../../core/http/base_url.ts";
import type { RequestContext } from "../../core/http/context.ts";
import { languageOf } from "../../core/http/language_of.ts";
import type { Router } from "../../core/http/router.ts";
import { type Message, message } from "../../core/messages/mod.ts";
import type { Services } from "../../core/services.ts";
import { alert, field, readForm } from "./forms.ts";
import { answerPage, instanceName, localize, type PageContent, translator } from "./page.tsx";

const tags = ["Website"];
const query = z.object({ proof: z.string().openapi({ description: "From the link that the administrator made" }) });

/** The page behind the links of administrators. */
export function joinPageRoutes(router: Router, services: Services): void {
  const { settings, sql } = services;

  router.route({
    method: "get",
    path: "/join",
    access: "open",
    summary: "The page on which somebody who has a link chooses a password",
    tags,
    request: { query },
    responses: { 200: { description: "The page" }, 403: { description: "The link was used, or is too old" } },
  }, async (context) => {
    const link = await openAccountLink(services, context.req.query("proof"));
    return answerPage(context, settings, link ? joinPage(context, link, {}) : usedPage(context));
  });

  router.route({
    method: "post",
    path: "/join",
    access: "registration-form",
    summary: "Choose a password, and make the account where the link is an invitation",
    tags,
    request: { query },
    responses: {
      303: { description: "Done; redirects to the main page, or to the login page" },
      400: { description: "The page again, with what is wrong with the form" },
      403: { description: "The link was used, or is too old" },
    },
  }, async (context) => {
    const link = await openAccountLink(services, context.req.query("proof"));
    if (!link) return answerPage(context, settings, usedPage(context));
    const form = await readForm(context);
    const read = (name: string) => form.get(name) ?? "";
    const name = link.account_name ?? read("name"), password = read("password");
    const objection = (link.account_name === null ? objectionToName(name) : undefined) ??
      await objectionToPassword(password, name) ??
      (password === read("again") ? undefined : message("web.passwords_differ"));
    if (objection) return answerPage(context, settings, joinPage(context, link, { name, objection }));

    const account = await useAccountLink(sql, link, { name: name.trim(), hash: await hashPassword(password) });
    if (account === "used") return answerPage(context, settings, usedPage(context));
    if (account === "login taken") {
      return answerPage(context, settings, joinPage(context, link, { name, objection: message("admin.name_taken") }));
    }
    context.set("auditDetails", { account: account.id, name: account.name });
    context.header("Cache-Control", "private, no-store");
    // An account that exists may ask for a second factor, which the login page does.
    if (link.account_id !== null) return context.redirect(`${basePath(context)}/login`, 303);
    await beginSession(context, services, { ...account, oauth_provider: null, oauth_id: null, tos_accepted: false }, {
      method: "setup",
    });
    return context.redirect(addressAfterLogin(context, settings, false, undefined), 303);
  });

  function joinPage(
    context: RequestContext,
    { account_name }: LinkRow,
    { name, objection }: { name?: string; objection?: Message },
  ): PageContent {
    const say = translator(context);
    const instance = instanceName(settings, languageOf(context));
    const isNew = account_name === null;
    const explained = isNew
      ? say("admin.join_explained", { instance })
      : say("admin.password_explained", { instance, name: account_name });
    const nameField = isNew
      ? field("name", say("web.name"), "username", name)
      // Password managers read under which name to keep the password.
      : html`<input type="text" name="name" value="${account_name}" autocomplete="username" hidden>`;
    return {
      title: say(isNew ? "admin.join_title" : "admin.password_title"),
      status: objection ? 400 : 200,
      body: html`${alert(objection && localize(context, objection))}
<p>${explained}</p>
<form method="post">
${nameField}
${field("password", say("web.password"), "new-password")}
${field("again", say("web.password_again"), "new-password")}
<button>${isNew ? say("web.create_account") : say("web.save")}</button>
</form>`,
    };
  }
}

function usedPage(context: RequestContext): PageContent {
  const say = translator(context);
  return { title: say("web.link_expired"), status: 403, body: html`<p>${say("admin.link_used_reason")}</p>` };
}
