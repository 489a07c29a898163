/** Deletes what gives access no more: the queries that look for it leave it out by themselves, so it may also stay for a while. */
import type { Services } from "../../core/services.ts";
import { confirmMoment } from "../../core/steady_clock.ts";
import { deleteOverLinks } from "./links/queries.ts";
import { deleteOverSessions } from "./sessions/queries.ts";
import { sessionLimits } from "./sessions/session.ts";
import { deleteUnclaimedTokens } from "./tokens/queries.ts";

/**
 * Deletes sessions and links that are over and tokens that nobody claimed, unless the clock may be wrong: else it would log
 * everybody out for good.
 */
export async function forgetOver({ sql, settings }: Pick<Services, "sql" | "settings">): Promise<void> {
  const moment = await confirmMoment(sql);
  if (!moment) return;
  await deleteOverSessions(sql, sessionLimits(settings), moment);
  await deleteOverLinks(sql, moment);
  await deleteUnclaimedTokens(sql, moment);
}
