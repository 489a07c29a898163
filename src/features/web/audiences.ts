/** Who may see something, in words, for those who choose it. */
import type { MessageKey } from "../../core/messages/mod.ts";
import { VISIBILITIES, type Visibility } from "../../core/settings/mod.ts";

const AUDIENCES = {
  "anyone": "web.audience_anyone",
  "logged-only": "web.audience_logged_only",
  "owner-only": "web.audience_owner_only",
} as const satisfies Record<Visibility, MessageKey>;

/**
 * What can be chosen, with the name of its text.
 * @param isRegistrationOpen everybody can get an account: then `logged-only` protects nothing, and is refused
 */
export function audiences(isRegistrationOpen: boolean) {
  return VISIBILITIES.filter((visibility) => visibility !== "logged-only" || !isRegistrationOpen)
    .map((visibility) => [visibility, AUDIENCES[visibility]] as const);
}
