/** Who may look at the cameras. */
import type { Access } from "../../../core/http/access_rules.ts";
import type { Settings } from "../../../core/settings/mod.ts";

/** The access rule of every route that shows something of the cameras. Nobody sees hidden cameras, whoever calls. */
export function viewAccess({ ALLSKY_REQUIRE_LOGIN }: Pick<Settings, "ALLSKY_REQUIRE_LOGIN">): Access {
  return ALLSKY_REQUIRE_LOGIN ? "logged-reads" : "anyone";
}
