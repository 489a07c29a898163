/** The page that people get instead of an error in JSON. */
import type { RequestContext } from "../http/context.ts";
import { ApiError } from "../http/errors.ts";
import { answerPage, asksForPage, basePath, type PageContent, type PageSettings, translator } from "./page.ts";

/** Statuses that have a page. */
const STATUSES: readonly (PageContent["status"])[] = [400, 401, 403, 404, 429, 500, 503];

/** Answers that an address leads nowhere, and where else to go. */
export function answerNotFoundPage(context: RequestContext, settings: PageSettings): Promise<Response> {
  return answerErrorPage(context, settings, 404, "There is nothing here");
}

/** A page for what went wrong when somebody opened a page; undefined for programs, and for all of the API. */
export function errorPageFor(
  error: Error,
  context: RequestContext,
  settings: PageSettings,
): Promise<Response> | undefined {
  const isOfPage = context.req.method === "GET" && !/^\/api(\/|$)/.test(context.req.path);
  if (!(error instanceof ApiError) || error.cause || !isOfPage || !asksForPage(context)) return undefined;
  const status = STATUSES.find((known) => known === error.status);
  if (status === 404) return answerNotFoundPage(context, settings);
  return status && answerErrorPage(context, settings, status, error.message);
}

function answerErrorPage(
  context: RequestContext,
  settings: PageSettings,
  status: PageContent["status"],
  title: string,
): Promise<Response> {
  const say = translator(context);
  const base = basePath(context, settings);
  return answerPage(context, settings, {
    title: say(title),
    status,
    body: (
      <>
        {status === 404 && <p>{say("The address may be mistyped, or what was here is hidden or deleted.")}</p>}
        <p class="actions">
          <a class="button" href={`${base}/`}>{say("To the map")}</a>
          <a class="button quiet" href={`${base}/api/docs/swagger`}>{say("API")}</a>
        </p>
      </>
    ),
  });
}
