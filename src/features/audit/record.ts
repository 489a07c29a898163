/** Writes events: a row for administrators, a log line for machines (with `API_LOG_FORMAT=json` a JSON object). */
import type { MiddlewareHandler } from "hono";
import { clientAddress } from "../../core/http/client_address.ts";
import type { RequestVariables } from "../../core/http/context.ts";
import type { Queryable } from "../../core/db/sql.ts";
import { logger } from "../../core/log.ts";
import type { Services } from "../../core/services.ts";
import { type EventKind, kindOf } from "./events.ts";
import { insertEvent } from "./queries.ts";

const log = logger("audit");
/** Paths and names in events: long enough for all of ours. */
const MOST_CHARACTERS = 500;

/** Notes each request that is an event, once it is answered. An event that cannot be written is still in the log. */
export function auditRequests({ settings, sql }: Services): MiddlewareHandler<RequestVariables> {
  return async function auditRequests(context, next) {
    await next();
    const kind = kindOf(context.req.method, context.get("route"), context.res.status);
    if (!kind) return;
    // A right password may only be the first of two steps.
    if (kind === "login" && !context.get("loggedIn")) return;
    const account = context.get("loggedIn") ?? context.get("caller");
    const event = {
      kind,
      account_id: account?.id ?? null,
      account_name: account?.name ?? null,
      address: clientAddress(context, settings.INFRA_NB_PROXIES),
      path: context.req.path.slice(0, MOST_CHARACTERS),
      status: context.res.status,
      details: Object.fromEntries(
        Object.entries(context.get("auditDetails") ?? {}).map(([name, value]) => [
          name,
          value.replaceAll("\0", "").slice(0, MOST_CHARACTERS),
        ]),
      ),
    };
    log.info("{kind} by {account_name} from {address}: {path} {status} {details}", event);
    try {
      await insertEvent(sql, event);
    } catch (error) {
      log.error("The event could not be written: {error}", { error });
    }
  };
}

/** Notes what somebody did to an account on the command line of the server. */
export async function recordCommand(
  sql: Queryable,
  { kind, account, action }: { kind: EventKind; account: { id: string; name: string }; action: string },
): Promise<void> {
  await insertEvent(sql, {
    kind,
    account_id: account.id,
    account_name: account.name,
    address: null,
    path: "panoramax user",
    status: 200,
    details: { action },
  });
}
