/** `/login/code`: the second step of a login with a password; `/login/passkey`: a login with a passkey instead. */
import { type Message, message } from "../../core/messages/mod.ts";
import { html } from "hono/html";
import { z } from "@hono/zod-openapi";
import {
  addressAfterLogin,
  beginSession,
  type CodeAttempts,
  findLocalLogin,
  forgetPendingLogin,
  readNextUrl,
  readPendingLogin,
  useCode,
} from "../accounts/mod.ts";
import { basePath } from "../../core/http/base_url.ts";
import type { RequestContext } from "../../core/http/context.ts";
import { ApiError } from "../../core/http/errors.ts";
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { alert, field, readForm } from "./forms.ts";
import { answerPage, localize, type PageContent, translator } from "./page.tsx";

const tags = ["Website"];

/** The page that asks for the code of a second factor. */
export function loginCodeRoutes(router: Router, services: Services, attempts: CodeAttempts): void {
  const { settings, sql } = services;

  router.route({
    method: "get",
    path: "/login/code",
    access: "anyone",
    summary: "Where a login asks for a code",
    tags,
    responses: { 200: { description: "The page" }, 302: { description: "To the login page: no login is waiting" } },
  }, (context) => {
    if (!readPendingLogin(context, services)) return toLogin(context);
    return answerPage(context, settings, codePage(context));
  });

  router.route({
    method: "post",
    path: "/login/code",
    access: "login-form",
    summary: "Finish a login with a code, or with a recovery code",
    tags,
    responses: {
      302: { description: "To the login page: no login is waiting" },
      303: { description: "Logged in: to where one wanted to go" },
      401: { description: "The page again: the code is wrong, or was used before" },
      429: { description: "Too many attempts" },
    },
  }, async (context) => {
    const form = await readForm(context);
    const pending = readPendingLogin(context, services);
    const row = pending && await findLocalLogin(sql, pending.login);
    if (!pending || !row || row.id !== pending.account || row.changed_at !== pending.passwordSetAt) {
      forgetPendingLogin(context, services);
      return toLogin(context);
    }
    context.set("auditDetails", { name: row.name, step: "code" });
    try {
      const kind = await attempts.guard(row.id, () => useCode(services, row.id, form.get("code") ?? ""));
      if (!kind) {
        const page = codePage(context, message("web.wrong_code"));
        return await answerPage(context, settings, { ...page, status: 401 });
      }
      forgetPendingLogin(context, services);
      await beginSession(context, services, row, { method: kind, hasSecondFactor: true });
      context.header("Cache-Control", "private, no-store");
      return context.redirect(addressAfterLogin(context, settings, row.tos_accepted, pending.nextUrl), 303);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 429) throw error;
      for (const [header, value] of Object.entries(error.headers())) context.header(header, value);
      return await answerPage(context, settings, { ...codePage(context, error.text), status: 429 });
    }
  });

  router.route({
    method: "get",
    path: "/login/passkey",
    access: "anyone",
    summary: "Where one logs in with a passkey",
    tags,
    request: { query: z.object({ next_url: z.string().optional() }) },
    responses: { 200: { description: "The page" } },
  }, (context) => {
    const say = translator(context);
    return answerPage(context, settings, {
      title: say("web.passkey_login"),
      modules: ["passkeys.js"],
      texts: ["web.passkey_failed", "web.passkeys_unsupported"],
      data: { nextUrl: readNextUrl(context, settings) ?? null },
      body: html`<p role="alert" id="objection"></p>
<p>${say("web.passkey_login_explained")}</p>
<p><button id="passkey-login">${say("web.passkey_login")}</button></p>
<p><a href="${basePath(context)}/login">${say("web.log_in_with_password")}</a></p>`,
    });
  });
}

function toLogin(context: RequestContext): Response {
  context.header("Cache-Control", "private, no-store");
  return context.redirect(`${basePath(context)}/login`);
}

function codePage(context: RequestContext, objection?: Message): PageContent {
  const say = translator(context);
  return {
    title: say("web.code_title"),
    body: html`${alert(objection && localize(context, objection))}
<form method="post">
${field("code", say("web.code_or_recovery"), "one-time-code")}
<button>${say("web.log_in")}</button>
</form>`,
  };
}
