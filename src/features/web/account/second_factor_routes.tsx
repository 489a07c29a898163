/** `/account/second-factor`: codes, recovery codes and passkeys of the own account. */
import { type Message, message } from "../../../core/messages/mod.ts";
import {
  attemptOf,
  beginSetup,
  type CodeAttempts,
  confirmSetup,
  endOtherSessions,
  findPasswordOfAccount,
  guarded,
  keyAddress,
  type LoginAttempts,
  needsSecondFactor,
  noteSecondFactor,
  readFactors,
  removeCodes,
  renewRecoveryCodes,
  requireFactorChange,
  secretInSetup,
  useCode,
  verifyPassword,
} from "../../accounts/mod.ts";
import { loggedCallerOf, type RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import type { Router } from "../../../core/http/router.ts";
import type { Services } from "../../../core/services.ts";
import { readForm } from "../forms.ts";
import { answerPage, instanceName, localize, translator } from "../page.tsx";
import { pageLanguage } from "../page_language.ts";
import { SecondFactorPage, type SetupState } from "./second_factor_page.tsx";

const tags = ["Website"];
const TEXTS = [
  "web.new_name",
  "web.no_passkeys",
  "web.passkey_added",
  "web.passkey_failed",
  "web.passkey_times",
  "web.passkeys_unsupported",
  "web.remove",
  "web.remove_passkey_question",
  "web.rename",
] as const;

/** What the last form led to. */
interface Outcome {
  objection?: Message;
  success?: Message;
  /** To be shown this once. */
  recoveryCodes?: string[];
}

/** `/account/second-factor`: the page, and the forms on it. */
export function secondFactorPageRoutes(
  router: Router,
  services: Services,
  passwords: LoginAttempts,
  codes: CodeAttempts,
): void {
  const { settings, sql } = services;

  router.route({
    method: "get",
    path: "/account/second-factor",
    access: "logged-reads",
    summary: "The page of one's own second factors and passkeys",
    tags,
    responses: { 200: { description: "The page" }, 302: { description: "To log in" } },
  }, (context) => answerFactors(context, {}));

  router.route({
    method: "post",
    path: "/account/second-factor",
    access: "logged-writes-or-login",
    summary: "Set codes up, confirm them, turn them off, or get new recovery codes",
    tags,
    responses: {
      200: { description: "Changed" },
      400: { description: "The page again: what was typed will not do" },
      403: { description: "The login of this session had no second factor although the account has one" },
      429: { description: "Too many attempts" },
    },
  }, async (context) => {
    const form = await readForm(context);
    const action = form.get("action") ?? "";
    const sid = await requireFactorChange(context, sql);
    const act = new Map(Object.entries({ begin, confirm, renew, remove })).get(action);
    if (!act) throw new ApiError(400, message("web.unknown_action", { action }));
    context.set("auditDetails", { action: `second factor: ${action}` });
    return await answerFactors(context, await act(context, form, sid));
  });

  async function begin(context: RequestContext, form: URLSearchParams): Promise<Outcome> {
    const { id } = loggedCallerOf(context);
    if (!await isPassword(context, form)) return { objection: message("web.wrong_current_password") };
    return await beginSetup(services, id) ? {} : { objection: message("web.codes_on") };
  }

  /** Sessions that began without the second factor end; the one that set it up goes on. */
  async function confirm(context: RequestContext, form: URLSearchParams, sid: string): Promise<Outcome> {
    const { id } = loggedCallerOf(context);
    const recoveryCodes = await codes.guard(id, () => confirmSetup(services, id, form.get("code") ?? ""));
    if (!recoveryCodes) return { objection: message("web.wrong_code") };
    await noteSecondFactor(sql, sid);
    context.set("hasSecondFactor", true);
    await endOtherSessions(sql, id, sid);
    return { success: message("web.codes_turned_on"), recoveryCodes };
  }

  async function renew(context: RequestContext, form: URLSearchParams): Promise<Outcome> {
    const { id } = loggedCallerOf(context);
    if (!await isCode(id, form)) return { objection: message("web.wrong_code") };
    return { success: message("web.recovery_codes_renewed"), recoveryCodes: await renewRecoveryCodes(services, id) };
  }

  async function remove(context: RequestContext, form: URLSearchParams): Promise<Outcome> {
    const caller = loggedCallerOf(context);
    const { nb_passkeys } = await readFactors(sql, caller.id);
    if (needsSecondFactor(caller, settings) && nb_passkeys === 0) {
      return { objection: message("accounts.second_factor_stays") };
    }
    if (!await isPassword(context, form)) return { objection: message("web.wrong_current_password") };
    if (!await isCode(caller.id, form)) return { objection: message("web.wrong_code") };
    await removeCodes(services, caller.id);
    return { success: message("web.codes_turned_off") };
  }

  async function isPassword(context: RequestContext, form: URLSearchParams): Promise<boolean> {
    const known = await findPasswordOfAccount(sql, loggedCallerOf(context).id);
    if (!known) return false;
    return await guarded(
      passwords,
      attemptOf(context, services, known.login),
      async () => await verifyPassword(form.get("current") ?? "", known.password_hash) || undefined,
    ) === true;
  }

  async function isCode(accountId: string, form: URLSearchParams): Promise<boolean> {
    return await codes.guard(accountId, () => useCode(services, accountId, form.get("code") ?? "")) !== undefined;
  }

  async function answerFactors(context: RequestContext, outcome: Outcome): Promise<Response> {
    const caller = loggedCallerOf(context);
    const say = translator(context);
    const factors = await readFactors(sql, caller.id);
    const hasSecondFactor = context.get("hasSecondFactor") === true;
    const isLocked = !hasSecondFactor && (factors.has_codes || factors.nb_passkeys > 0);
    return await answerPage(context, settings, {
      title: say("web.second_factor_title"),
      status: outcome.objection ? 400 : 200,
      width: "wide",
      modules: ["passkeys.js"],
      texts: TEXTS,
      body: (
        <SecondFactorPage
          say={say}
          isNeeded={needsSecondFactor(caller, settings) && !hasSecondFactor}
          isLocked={isLocked}
          factors={factors}
          setup={isLocked ? undefined : await setupOf(context)}
          recoveryCodes={outcome.recoveryCodes}
          objection={outcome.objection && localize(context, outcome.objection)}
          success={outcome.success && localize(context, outcome.success)}
        />
      ),
    });
  }

  /** What the app needs, while codes are being set up. */
  async function setupOf(context: RequestContext): Promise<SetupState | undefined> {
    const { id, name } = loggedCallerOf(context);
    const key = await secretInSetup(services, id);
    return key === undefined
      ? undefined
      : { key, address: keyAddress(key, instanceName(settings, pageLanguage(context)), name) };
  }
}
