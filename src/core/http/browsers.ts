/** Tells browsers from other clients. */
import type { RequestContext } from "./context.ts";

/** Whether the caller asks for a page, as browsers do when navigating: `Accept` names HTML. */
export function asksForPage(context: RequestContext): boolean {
  return /\btext\/html\b/i.test(context.req.header("Accept") ?? "");
}

/** Whether a browser asks, for a page or for something in a page: they alone send `Sec-Fetch-Mode` (Fetch Metadata). */
export function isFromBrowser(context: RequestContext): boolean {
  return asksForPage(context) || context.req.header("Sec-Fetch-Mode") !== undefined;
}
