/** Asks whether a program may use the caller's account. */
import { html } from "hono/html";
import type { Token } from "../accounts/mod.ts";
import { loggedCallerOf, type RequestContext } from "../../core/http/context.ts";
import { momentText } from "./moment_text.ts";
import { answerPage, type PageSettings, translator } from "./page.tsx";
import { pageLanguage } from "./page_language.ts";

/** @param token the one that the program requested */
export function answerClaimPage(
  context: RequestContext,
  settings: PageSettings,
  { description, generated_at, scopes }: Token,
): Promise<Response> {
  const say = translator(context);
  const { name } = loggedCallerOf(context);
  return answerPage(context, settings, {
    title: say("web.claim_title"),
    body: html`
      <p>${say("web.claim_question")}</p>
      <dl>
        <dt>${say("web.account")}</dt>
        <dd>${name}</dd>
        <dt>${say("web.claim_description")}</dt>
        <dd>${description || "–"}</dd>
        <dt>${say("web.requested_at")}</dt>
        <dd>${momentText(generated_at, pageLanguage(context))}</dd>
        <dt>${say("web.token_scopes")}</dt>
        <dd>${scopes?.join(", ") ?? say("web.scopes_all")}</dd>
      </dl>
      <p>${say("web.claim_warning")}</p>
      <form method="post"><button>${say("web.allow_access")}</button></form>
    `,
  });
}
