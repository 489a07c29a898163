/** Who may see something, in words, for those who choose it. */
import type { Visibility } from "../../core/settings.ts";

const AUDIENCES: Record<Visibility, string> = {
  "anyone": "Everybody",
  "logged-only": "Everybody who is logged in",
  "owner-only": "Only me",
};

/**
 * What can be chosen, with its English name.
 * @param isRegistrationOpen everybody can get an account: then `logged-only` protects nothing, and is refused
 */
export function audiences(isRegistrationOpen: boolean): [Visibility, string][] {
  const all = Object.entries(AUDIENCES) as [Visibility, string][];
  return all.filter(([visibility]) => visibility !== "logged-only" || !isRegistrationOpen);
}
