/** Which pages an instance has. */
import { message } from "../../../core/messages/mod.ts";
import { ApiError } from "../../../core/http/errors.ts";

/** All pages that an instance can have. */
export const PAGE_NAMES = [
  "end-user-license-agreement",
  "terms-of-service",
  "end-user-license-agreement-summary",
  "custom-banner",
] as const;
/** Name of a page in addresses. */
export type PageName = (typeof PAGE_NAMES)[number];

/** @throws ApiError 400 */
export function readPageName(text: string): PageName {
  const name = PAGE_NAMES.find((known) => known === text);
  if (!name) throw new ApiError(400, message("community.page_name_unknown"));
  return name;
}
