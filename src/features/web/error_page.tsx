/** The page that people get instead of an error in JSON. */
import { basePath } from "../../core/http/base_url.ts";
import { asksForPage } from "../../core/http/browsers.ts";
import type { RequestContext } from "../../core/http/context.ts";
import { logCause } from "../../core/http/error_answers.ts";
import type { Message } from "../../core/messages/mod.ts";
import { ApiError } from "../../core/http/errors.ts";
import { answerPage, type PageContent, type PageSettings, translator } from "./page.ts";

/** Statuses that have a page. */
const STATUSES: readonly (PageContent["status"])[] = [400, 401, 403, 404, 429, 500, 501, 502, 503];

/** The API is for programs, but for the addresses that people are led to when they log in. */
const FOR_PROGRAMS = /^\/api(?!\/auth\/)(\/|$)/;

/** Answers that an address leads nowhere, and where else to go. */
export function answerNotFoundPage(context: RequestContext, settings: PageSettings): Promise<Response> {
  return answerErrorPage(context, settings, {
    status: 404,
    title: "There is nothing here",
    explanations: ["The address may be mistyped, or what was here is hidden or deleted."],
  });
}

/** A page for what went wrong when somebody opened a page; undefined for programs, and for most of the API. */
export function errorPageFor(
  error: Error,
  context: RequestContext,
  settings: PageSettings,
): Promise<Response> | undefined {
  if (!(error instanceof ApiError) || FOR_PROGRAMS.test(context.req.path) || !asksForPage(context)) return undefined;
  const status = STATUSES.find((known) => known === error.status);
  if (!status) return undefined;
  logCause(error, context);
  for (const [name, value] of Object.entries(error.headers())) context.header(name, value);
  if (error.message === "Not found") return answerNotFoundPage(context, settings);
  const { error: reason, tips } = (error.details ?? {}) as { error?: string; tips?: string };
  return answerErrorPage(context, settings, { status, title: error.text, explanations: [reason, tips] });
}

interface ErrorPage {
  status: PageContent["status"];
  /** In English, as the explanations. */
  title: string | Message;
  explanations: (string | undefined)[];
}

function answerErrorPage(
  context: RequestContext,
  settings: PageSettings,
  { status, title, explanations }: ErrorPage,
): Promise<Response> {
  const say = translator(context);
  const base = basePath(context);
  return answerPage(context, settings, {
    title: say(title),
    status,
    body: (
      <>
        {explanations.map((text) => text && <p>{say(text)}</p>)}
        <p class="actions">
          <a class="button" href={`${base}/`}>{say("To the map")}</a>
          <a class="button quiet" href={`${base}/api/docs/swagger`}>{say("API")}</a>
        </p>
      </>
    ),
  });
}
