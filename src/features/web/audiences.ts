/** The visibilities to choose from, in words. */
import type { MessageKey } from "../../core/messages/mod.ts";
import { VISIBILITIES, type Visibility } from "../../core/settings/mod.ts";

/** The key of the text of each visibility. */
export const AUDIENCES = {
  "anyone": "web.audience_anyone",
  "logged-only": "web.audience_logged_only",
  "owner-only": "web.audience_owner_only",
} as const satisfies Record<Visibility, MessageKey>;

/**
 * The visibilities that an account may choose, with the keys of their texts.
 * @param isRegistrationOpen whether anybody can register: then `logged-only` protects nothing and is refused
 */
export function audiences(isRegistrationOpen: boolean) {
  return VISIBILITIES.filter((visibility) => visibility !== "logged-only" || !isRegistrationOpen)
    .map((visibility) => [visibility, AUDIENCES[visibility]] as const);
}
