/** The website of the instance, which may be elsewhere: pages of it that the API sends people to. */
import { baseUrl } from "../../core/http/base_url.ts";
import type { RequestContext } from "../../core/http/context.ts";
import type { Settings } from "../../core/settings/mod.ts";

/** A page of a website of its own (`API_WEBSITE_URL`) to which people are sent. */
export type WebsitePage = "tos-validation" | "token-accepted";

/** The address of a page, with an optional place to go to afterwards; null when the instance has no website. */
export function websitePage(
  context: RequestContext,
  settings: Pick<Settings, "API_WEBSITE_URL">,
  page: WebsitePage,
  nextUrl?: string,
): string | null {
  const { API_WEBSITE_URL: website } = settings;
  if (website === "false") return null;
  const root = website === "same-host" ? baseUrl(context) : website;
  const query = nextUrl === undefined ? "" : `?next_url=${encodeURIComponent(nextUrl)}`;
  return `${root.replace(/\/+$/, "")}/${page}${query}`;
}
