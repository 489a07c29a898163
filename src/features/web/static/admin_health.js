/** `/admin/health`: whether the parts are well, and the log. */
import { call, complain, dateTime, fillSections, make, say } from "./page.js";
import { showTable } from "./admin_table.js";

const search = document.getElementById("log-search");
const LOOKS = { good: "good", warning: "waiting", bad: "bad", info: "", error: "bad" };
const badge = (state, text) => make("span", { className: `badge ${LOOKS[state]}` }, text);

async function showChecks() {
  const [{ checks, codec }, { version, runtime, database }] = await Promise.all([
    call("GET", "/api/admin/health"),
    call("GET", "/api/admin/system"),
  ]);
  const headings = [say("health.subject"), say("web.state"), say("health.finding")];
  const rows = checks.map(({ subject, state, text }) => [
    say(`health.subject_${subject}`),
    badge(state, say(`health.state_${state}`)),
    text,
  ]);
  showTable("check-list", headings, rows, "");
  document.getElementById("versions").textContent = say("health.codec", {
    codec,
    version,
    runtime,
    database: database.version,
  });
}

async function showLines() {
  const { lines } = await call("GET", `/api/admin/logs?${new URLSearchParams([...new FormData(search)])}`);
  const headings = [say("web.audit_time"), say("health.level"), say("health.line")];
  const rows = lines.map(({ time, level, part, text }) => [dateTime(time), badge(level, level), `${part}: ${text}`]);
  showTable("log-lines", headings, rows, say("health.no_lines"));
}

search.onsubmit = (event) => {
  event.preventDefault();
  showLines().catch(complain);
};
search.level.onchange = () => showLines().catch(complain);
fillSections([showChecks, showLines]);
