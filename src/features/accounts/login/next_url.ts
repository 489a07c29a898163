/** Where to go after logging in or out: never to somebody else's site (an open redirect helps those who fish for passwords). */
import { baseUrl } from "../../../core/http/base_url.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { ownOrigins } from "../../../core/http/own_origins.ts";
import type { Settings } from "../../../core/settings.ts";

/**
 * The absolute address that a `next_url` means; undefined when none was given.
 * @throws ApiError 400 for an address that is neither on this server nor on its website
 */
export function readNextUrl(
  context: RequestContext,
  settings: Pick<Settings, "API_WEBSITE_URL" | "INFRA_NB_PROXIES">,
  given: string | undefined = context.req.query("next_url"),
): string | undefined {
  if (!given) return undefined;
  const base = baseUrl(context, settings.INFRA_NB_PROXIES);
  // Browsers read addresses as URL does: `/\evil.org` and `//evil.org` lead elsewhere.
  const url = URL.canParse(given, base) ? new URL(given, base) : undefined;
  if (url && ownOrigins(context, settings).includes(url.origin)) return url.href;
  throw new ApiError(
    400,
    "Parameter `next_url` leads to another site than this instance and its website (see API_WEBSITE_URL)",
  );
}
