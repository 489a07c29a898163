/** The question whether a program may use one's account. */
import { html } from "hono/html";
import type { Token } from "../accounts/mod.ts";
import { loggedCallerOf, type RequestContext } from "../../core/http/context.ts";
import { answerPage, type PageSettings, translator } from "./page.ts";

/** @param token as the program had it made */
export function answerClaimPage(
  context: RequestContext,
  settings: PageSettings,
  { description, generated_at }: Token,
): Promise<Response> {
  const say = translator(context);
  const { name } = loggedCallerOf(context);
  return answerPage(context, settings, {
    title: say("A program asks for access"),
    body: html`
      <p>${say("Did you just start a program that is to use your account?")}</p>
      <dl>
        <dt>${say("Account")}</dt>
        <dd>${name}</dd>
        <dt>${say("What the program says of itself")}</dt>
        <dd>${description || "–"}</dd>
        <dt>${say("Asked at")}</dt>
        <dd>${generated_at.slice(0, 16)} UTC</dd>
      </dl>
      <p>${say("If somebody else sent you this link, close the page.")}</p>
      <form method="post"><button>${say("Allow access")}</button></form>
    `,
  });
}
