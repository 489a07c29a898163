/** The audit log: what was done on this instance, newest first. */
import { call, dateTime, make, run, say } from "./page.js";
import { showTable } from "./admin_table.js";

const PAGE_SIZE = 50;
const older = document.getElementById("older-events");

/** @param before id of an event: only older ones are shown */
export async function showAuditLog(before) {
  const { events } = await call("GET", `/api/admin/audit_log?limit=${PAGE_SIZE}${before ? `&before=${before}` : ""}`);
  const headings = [
    say("web.audit_time"),
    say("web.audit_event"),
    say("web.user"),
    say("web.audit_address"),
    say("web.audit_request"),
  ];
  showTable("audit-list", headings, events.map(eventRow), say("web.no_events"));
  older.hidden = events.length < PAGE_SIZE;
  older.onclick = () => run(() => showAuditLog(events.at(-1).id));
}

function eventRow({ ts, kind, account_name, address, path, status, details }) {
  const isBad = kind === "login_failed" || status >= 400;
  const facts = Object.entries(details).map(([name, value]) => `${name}: ${value}`).join(", ");
  return [
    dateTime(ts),
    make("span", { className: `badge ${isBad ? "bad" : ""}` }, say(`web.event_${kind}`)),
    account_name ?? "–",
    address,
    facts ? `${path} (${facts})` : path,
  ];
}
