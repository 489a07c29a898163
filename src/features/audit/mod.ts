/**
 * Audit log: who logged in or failed to, and who changed roles, tokens, reports and settings or deleted something.
 *
 * It watches requests from outside of the features, so none of them has to import it; it may import accounts and core. A feature
 * adds details to the event of its request by `context.set("auditDetails", …)`.
 */
import type { Services } from "../../core/services.ts";
import { confirmMoment } from "../../core/steady_clock.ts";
import { deleteOldEvents } from "./queries.ts";

export { auditRequests, recordCommand } from "./record.ts";
export { auditRoutes } from "./routes.ts";

/** Deletes events older than `AUDIT_LOG_DAYS`, unless the clock may be wrong. */
export async function expireEvents({ sql, settings }: Services): Promise<void> {
  if (settings.AUDIT_LOG_DAYS === 0) return;
  const moment = await confirmMoment(sql);
  if (moment) await deleteOldEvents(sql, settings.AUDIT_LOG_DAYS, moment);
}
