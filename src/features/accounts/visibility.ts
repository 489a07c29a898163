/** Who may see what somebody makes. */
import { ApiError } from "../../core/http/errors.ts";
import { message } from "../../core/messages/mod.ts";
import type { Settings, Visibility } from "../../core/settings/mod.ts";

/**
 * Refuses to promise what cannot be kept: where anybody may join, "for members only" hides nothing.
 * @throws ApiError 400
 */
export function checkVisibility(
  visibility: Visibility | null | undefined,
  settings: Pick<Settings, "API_REGISTRATION_IS_OPEN">,
): void {
  if (visibility !== "logged-only" || !settings.API_REGISTRATION_IS_OPEN) return;
  throw new ApiError(
    400,
    message("accounts.logged_only_not_allowed"),
  );
}
