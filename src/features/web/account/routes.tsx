/** `/account`: the pictures, settings and login of whoever is logged in. */
import { type Message, message } from "../../../core/messages/mod.ts";
import {
  attemptOf,
  endAllAccess,
  endSession,
  findPasswordOfAccount,
  forgetSession,
  guarded,
  hashPassword,
  listSessions,
  type LoginAttempts,
  objectionToPassword,
  sessionLimits,
  setPassword,
  verifyPassword,
} from "../../accounts/mod.ts";
import { loggedCallerOf, type RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { UUID } from "../../../core/http/lenient_schemas.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { audiences } from "../audiences.ts";
import { readForm } from "../forms.ts";
import { answerPage, localize, translator } from "../page.tsx";
import { pageLanguage } from "../page_language.ts";
import { AccountPage } from "./account_page.tsx";
import { ACCOUNT_TEXTS } from "./texts.ts";

const tags = ["Website"];

/** The result of the last form. */
interface Outcome {
  objection?: Message;
  success?: Message;
}

/** `/account`: the page, and the forms on it. */
export function accountPageRoutes(router: Router, services: Services, attempts: LoginAttempts): void {
  const { settings, sql } = services;

  router.route({
    method: "get",
    path: "/account",
    access: "logged-reads",
    summary: "The page of the caller's account",
    tags,
    responses: { 200: { description: "The page" }, 302: { description: "To log in" } },
  }, (context) => answerAccount(context, {}));

  router.route({
    method: "post",
    path: "/account",
    access: "logged-writes-or-login",
    summary: "Change the password, or end sessions",
    tags,
    responses: {
      200: { description: "Changed" },
      303: { description: "All sessions are ended; redirects to the login page" },
      400: { description: "The page again, with what is wrong with the form" },
      429: { description: "Too many login attempts" },
    },
  }, async (context) => {
    const form = await readForm(context);
    const action = form.get("action");
    if (action !== null) context.set("auditDetails", { action });
    if (action === "password") return await answerAccount(context, await changePassword(context, form));
    if (action === "end-session") return await answerAccount(context, await endOneSession(context, form));
    if (action !== "end-sessions") throw new ApiError(400, message("web.unknown_action", { action: action ?? "" }));
    await endAllAccess(sql, loggedCallerOf(context).id);
    forgetSession(context, services);
    return context.redirect("login", 303);
  });

  async function endOneSession(context: RequestContext, form: URLSearchParams): Promise<Outcome> {
    const sid = form.get("session") ?? "";
    const isEnded = UUID.test(sid) && await endSession(sql, loggedCallerOf(context).id, sid);
    return isEnded ? { success: message("web.session_ended") } : { objection: message("accounts.unknown_session") };
  }

  /** Logs out everybody but this browser. */
  async function changePassword(context: RequestContext, form: URLSearchParams): Promise<Outcome> {
    const { id } = loggedCallerOf(context);
    const read = (name: string) => form.get(name) ?? "";
    const current = read("current"), password = read("password"), again = read("again");
    const known = await findPasswordOfAccount(sql, id);
    if (!known) return { objection: message("web.no_password") };
    const objection = await objectionToPassword(password, known.login) ??
      (password === again ? undefined : message("web.passwords_differ"));
    if (objection) return { objection };
    const isKnown = await guarded(
      attempts,
      attemptOf(context, services, known.login),
      async () => await verifyPassword(current, known.password_hash) || undefined,
    );
    if (!isKnown) return { objection: message("web.wrong_current_password") };
    await setPassword(sql, id, { login: known.login, hash: await hashPassword(password) });
    await endAllAccess(sql, id, context.get("session")?.sid);
    return { success: message("web.password_changed") };
  }

  async function answerAccount(context: RequestContext, outcome: Outcome): Promise<Response> {
    const caller = loggedCallerOf(context);
    const hasPassword = await findPasswordOfAccount(sql, caller.id) !== undefined;
    return await answerPage(context, settings, {
      title: caller.name,
      status: outcome.objection ? 400 : 200,
      width: "wide",
      styles: ["gallery.css"],
      modules: ["account.js"],
      isFilled: true,
      texts: ACCOUNT_TEXTS,
      data: { visibilities: audiences(settings.API_REGISTRATION_IS_OPEN).map(([visibility]) => visibility) },
      body: (
        <AccountPage
          say={translator(context)}
          language={pageLanguage(context)}
          name={caller.name}
          isAdministrator={caller.role === "admin"}
          hasPassword={hasPassword}
          sessions={await listSessions(sql, caller.id, sessionLimits(settings))}
          currentSession={context.get("session")?.sid}
          isRegistrationOpen={settings.API_REGISTRATION_IS_OPEN}
          objection={outcome.objection && localize(context, outcome.objection)}
          success={outcome.success && localize(context, outcome.success)}
        />
      ),
    });
  }
}
