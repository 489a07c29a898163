/** The page for addresses that lead nowhere. */
import type { RequestContext } from "../http/context.ts";
import { answerPage, basePath, type PageSettings, translator } from "./page.ts";

/** Answers with 404 and a way back. */
export function answerNotFoundPage(context: RequestContext, settings: PageSettings): Promise<Response> {
  const say = translator(context);
  return answerPage(context, settings, {
    title: say("There is nothing here"),
    status: 404,
    body: (
      <p>
        <a href={`${basePath(context, settings)}/`}>{say("Main page")}</a>
      </p>
    ),
  });
}
