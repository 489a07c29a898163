/** Who may see something, as a badge. */
import type { Say } from "../../../core/messages/mod.ts";
import type { Visibility } from "../../../core/settings/mod.ts";
import { AUDIENCES } from "../audiences.ts";

const CLASSES: Record<Visibility, string> = { "anyone": "good", "logged-only": "", "owner-only": "waiting" };

/** The badge of a visibility; scripts change it by its id. */
export function VisibilityBadge({ say, visibility }: { say: Say; visibility: Visibility }) {
  return <span id="audience" class={`badge ${CLASSES[visibility]}`}>{say(AUDIENCES[visibility])}</span>;
}
