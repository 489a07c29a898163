/** The page that browsers get instead of an error in JSON. */
import { Message, message } from "../../core/messages/mod.ts";
import { basePath } from "../../core/http/base_url.ts";
import { asksForPage } from "../../core/http/browsers.ts";
import type { RequestContext } from "../../core/http/context.ts";
import { logCause } from "../../core/http/error_answers.ts";
import { ApiError } from "../../core/http/errors.ts";
import { answerPage, localize, type PageContent, type PageSettings, translator } from "./page.tsx";

/** Statuses that have a page. */
const STATUSES: readonly (PageContent["status"])[] = [400, 401, 403, 404, 429, 500, 501, 502, 503];

/** The API is for programs, except for the addresses that browsers visit when somebody logs in. */
const FOR_PROGRAMS = /^\/api(?!\/auth\/)(\/|$)/;

/** Answers that there is no page at this address, with links to others. */
export function answerNotFoundPage(context: RequestContext, settings: PageSettings): Promise<Response> {
  return answerErrorPage(context, settings, {
    status: 404,
    title: message("web.nothing_here"),
    explanations: [message("web.nothing_here_reason")],
  });
}

/** The page for an error that occurred while a browser opened a page; undefined for programs, and for most of the API. */
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
  return answerErrorPage(context, settings, { status, title: error.text, explanations: explanationsOf(error) });
}

/** The parts of an error's details that are for people: `error`, and `tips` on what to do. */
function explanationsOf({ details }: ApiError): ErrorPage["explanations"] {
  if (typeof details !== "object" || details === null) return [];
  const texts = ["error" in details && details.error, "tips" in details && details.tips];
  return texts.filter((text) => typeof text === "string" || text instanceof Message);
}

interface ErrorPage {
  status: PageContent["status"];
  title: Message;
  /** Texts are of others, such as the identity provider. */
  explanations: (Message | string)[];
}

function answerErrorPage(
  context: RequestContext,
  settings: PageSettings,
  { status, title, explanations }: ErrorPage,
): Promise<Response> {
  const say = translator(context);
  const base = basePath(context);
  return answerPage(context, settings, {
    title: localize(context, title),
    status,
    body: (
      <>
        {explanations.map((text) => <p>{typeof text === "string" ? text : localize(context, text)}</p>)}
        <p class="actions">
          <a class="button" href={`${base}/`}>{say("web.to_the_map")}</a>
          <a class="button quiet" href={`${base}/api/docs/swagger`}>{say("web.api")}</a>
        </p>
      </>
    ),
  });
}
