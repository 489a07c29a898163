/** Who may see an object from now on: `visibility`, or `visible` of older clients. */
import { checkVisibility } from "../../accounts/mod.ts";
import { ApiError } from "../../../core/http/errors.ts";
import { message } from "../../../core/messages/mod.ts";
import type { Settings, Visibility } from "../../../core/settings/mod.ts";

/**
 * The visibility asked for; undefined when it is to stay.
 * @throws ApiError 400
 */
export function readVisibilityChange(
  { visible, visibility }: { visible?: unknown; visibility?: Visibility | null },
  settings: Settings,
): Visibility | undefined {
  if (visible === undefined || visible === null) {
    checkVisibility(visibility, settings);
    return visibility ?? undefined;
  }
  if (visible !== "true" && visible !== "false") {
    throw new ApiError(400, message("stac.visible_values"));
  }
  if (visibility) throw new ApiError(400, message("stac.visible_and_visibility"));
  return visible === "true" ? "anyone" : "owner-only";
}
