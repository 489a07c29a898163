/** Pages made on the server: no scripts, nothing from elsewhere. */
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { RequestContext } from "../http/context.ts";
import { languageOf } from "../http/languages.ts";
import { translate } from "../http/messages/mod.ts";
import type { Settings } from "../settings.ts";
import { STYLE, STYLE_SOURCE } from "./style.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What stands on a page. */
export interface PageContent {
  title: string;
  body: Html;
  status?: 200 | 400 | 401 | 403 | 404 | 429 | 503;
}

/** Turns English into the language of the caller. */
export function translator(context: RequestContext): (text: string) => string {
  const language = languageOf(context);
  return (text) => translate(text, language);
}

/** Answers with a page that no cache keeps and nobody frames. */
export async function answerPage(
  context: RequestContext,
  settings: Pick<Settings, "API_SUMMARY" | "API_WEBSITE_URL">,
  { title, body, status = 200 }: PageContent,
): Promise<Response> {
  const language = languageOf(context);
  const instance = settings.API_SUMMARY.name[language] ?? settings.API_SUMMARY.name.en ?? "Panoramax";
  context.header("Cache-Control", "private, no-store");
  context.header("Content-Security-Policy", contentSecurityPolicy(settings));
  context.header("Referrer-Policy", "same-origin");
  context.header("X-Content-Type-Options", "nosniff");
  const page = await html`
    <!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>${title === instance ? title : `${title} – ${instance}`}</title>
        <style>${raw(STYLE)}</style>
      </head>
      <body>
        <main>
    <h1>${title}</h1>
    ${body}
        </main>
      </body>
    </html>
  `;
  return context.html(page, status);
}

/** Forms lead to this server, which may then send people to the website: browsers want both to be named. */
function contentSecurityPolicy({ API_WEBSITE_URL: website }: Pick<Settings, "API_WEBSITE_URL">): string {
  const formTargets = URL.canParse(website) ? `'self' ${new URL(website).origin}` : "'self'";
  return [
    "default-src 'none'",
    `style-src ${STYLE_SOURCE}`,
    `form-action ${formTargets}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Whether the caller asks for a page, as browsers do that go somewhere: `Accept` names HTML. */
export function asksForPage(context: RequestContext): boolean {
  return /\btext\/html\b/i.test(context.req.header("Accept") ?? "");
}

/** Whether a browser asks, for a page or for something in a page: they alone send `Sec-Fetch-Mode` (Fetch Metadata). */
export function isFromBrowser(context: RequestContext): boolean {
  return asksForPage(context) || context.req.header("Sec-Fetch-Mode") !== undefined;
}
