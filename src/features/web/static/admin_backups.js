/** `/admin/backups`: the last backups, and making one. */
import { announce, button, bytes, call, complain, dateTime, fillSections, make, say } from "./page.js";
import { showTable } from "./admin_table.js";

/** Milliseconds between looks at a backup that is being made. */
const PAUSE = 2000;
const state = document.getElementById("backup-state"), place = document.getElementById("backup-now");
const now = button(say("backups.now"), "", async () => {
  await call("POST", "/api/admin/backups");
  announce(say("backups.begun"));
  await showBackups();
});
let timer;

async function showBackups() {
  const { folder, keep: count, next_at, runs } = await call("GET", "/api/admin/backups");
  const good = runs.find((run) => run.state === "done"), isRunning = runs.some((run) => run.state === "running");
  if (folder !== null) {
    const schedule = next_at
      ? say("backups.next", { date: dateTime(next_at), count, folder })
      : say("backups.not_scheduled", { count, folder });
    state.textContent = good ? `${say("backups.last", { date: dateTime(good.started_at) })}. ${schedule}` : schedule;
    place.replaceChildren(now);
    now.disabled = isRunning;
  }
  const headings = [say("backups.started"), say("backups.result"), say("backups.file")];
  showTable("backup-list", headings, runs.map(runRow), say("backups.none"));
  clearTimeout(timer);
  // A page that nobody looks at asks nothing.
  if (isRunning && !document.hidden) timer = setTimeout(() => showBackups().catch(complain), PAUSE);
}

function runRow({ state, started_at, path, nb_files, nb_expected, bytes: size, error }) {
  const result = {
    running: () => ["waiting", say("backups.progress", { done: nb_files, count: nb_expected })],
    done: () => ["good", say("backups.done", { size: bytes(size ?? 0) })],
    failed: () => ["bad", error],
  }[state]();
  const [look, text] = result;
  return [
    dateTime(started_at),
    look === "bad" ? make("span", { className: "failure" }, text) : make("span", { className: `badge ${look}` }, text),
    path,
  ];
}

document.addEventListener("visibilitychange", () => showBackups().catch(complain));
fillSections([showBackups]);
