/** Where somebody goes who just logged in. */
import { baseUrl } from "../../../core/http/base_url.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import { websitePage } from "../website.ts";

/** To the terms of service when they are yet to be accepted, else to where one wanted to go, else to the main page. */
export function addressAfterLogin(
  context: RequestContext,
  settings: Settings,
  hasAcceptedTerms: boolean,
  nextUrl: string | undefined,
): string {
  const isAsked = settings.API_ENFORCE_TOS_ACCEPTANCE && !hasAcceptedTerms;
  const termsOfService = isAsked ? websitePage(context, settings, "tos-validation", nextUrl) : null;
  return termsOfService ?? nextUrl ?? `${baseUrl(context)}/`;
}
