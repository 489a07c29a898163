/** `/login`: with a name and password of this instance. */
import { type Message, message } from "../../core/messages/mod.ts";
import { html } from "hono/html";
import { z } from "@hono/zod-openapi";
import {
  addressAfterLogin,
  beginSession,
  keepPendingLogin,
  type LocalLogin,
  logIn,
  type LoginAttempts,
  readFactors,
  readNextUrl,
} from "../accounts/mod.ts";
import { basePath } from "../../core/http/base_url.ts";
import { callerOf, type RequestContext } from "../../core/http/context.ts";
import { ApiError } from "../../core/http/errors.ts";
import type { Router } from "../../core/http/router.ts";
import type { Services } from "../../core/services.ts";
import { alert, field, hidden, readForm } from "./forms.ts";
import { answerPage, localize, type PageContent, translator } from "./page.tsx";

const tags = ["Website"];

/** The pages on which people log in, register and log out. */
export function loginPageRoutes(router: Router, services: Services, attempts: LoginAttempts): void {
  const { settings } = services;

  router.route({
    method: "get",
    path: "/login",
    access: "anyone",
    summary: "The login page",
    tags,
    request: { query: z.object({ next_url: z.string().optional() }) },
    responses: { 200: { description: "The page" }, 302: { description: "Logged in already" } },
  }, (context) => {
    const next = readNextUrl(context, settings);
    const caller = callerOf(context);
    if (caller) return context.redirect(addressAfterLogin(context, settings, caller.tosAccepted, next));
    return answerPage(context, settings, loginPage(context, { next }));
  });

  router.route({
    method: "post",
    path: "/login",
    access: "login-form",
    summary: "Log in",
    tags,
    responses: {
      303: { description: "Logged in; redirects to the page that was asked for; or to where a code is asked for" },
      401: { description: "The page again: the name or password is wrong" },
      429: { description: "Too many login attempts" },
    },
  }, async (context) => {
    const form = await readForm(context);
    const next = readNextUrl(context, settings, form.get("next_url") ?? undefined);
    const name = form.get("name") ?? "";
    context.set("auditDetails", { name });
    try {
      const row = await logIn(context, services, attempts, { name, password: form.get("password") ?? "" });
      if (row) return await goOn(context, row, next);
      const page = loginPage(context, { next, name, objection: message("web.wrong_login") });
      return answerPage(context, settings, { ...page, status: 401 });
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status !== 429 && error.status !== 503)) throw error;
      for (const [header, value] of Object.entries(error.headers())) context.header(header, value);
      const page = loginPage(context, { next, name, objection: error.text });
      return answerPage(context, settings, { ...page, status: error.status });
    }
  });

  /** With a second factor, the password is the first of two steps. */
  async function goOn(context: RequestContext, row: LocalLogin, next: string | undefined): Promise<Response> {
    context.header("Cache-Control", "private, no-store");
    const { has_codes } = await readFactors(services.sql, row.id);
    if (has_codes) {
      keepPendingLogin(context, services, {
        account: row.id,
        login: row.login,
        passwordSetAt: row.changed_at,
        nextUrl: next,
      });
      return context.redirect(`${basePath(context)}/login/code`, 303);
    }
    await beginSession(context, services, row, { method: "password" });
    return context.redirect(addressAfterLogin(context, settings, row.tos_accepted, next), 303);
  }
}

function loginPage(
  context: RequestContext,
  { next, name, objection }: { next?: string; name?: string; objection?: Message },
): PageContent {
  const say = translator(context);
  return {
    title: say("web.log_in"),
    body: html`${alert(objection && localize(context, objection))}
<form method="post">
${field("name", say("web.name"), "username", name)}
${field("password", say("web.password"), "current-password")}
${hidden("next_url", next)}
<button>${say("web.log_in")}</button>
</form>
<p><a href="${basePath(context)}/login/passkey${next ? `?next_url=${encodeURIComponent(next)}` : ""}">${
      say("web.passkey_login")
    }</a></p>
<p><small>${say("web.no_account")}</small></p>`,
  };
}
