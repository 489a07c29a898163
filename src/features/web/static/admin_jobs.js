/** Jobs that wait, and pictures that were given up. */
import { announce, button, call, dateTime, make, say } from "./page.js";
import { showTable } from "./admin_table.js";

export async function showJobs() {
  const { jobs, broken_pictures: broken } = await call("GET", "/api/admin/jobs");
  const headings = [say("Task"), say("State"), say("Since"), say("Last error"), say("Actions")];
  showTable(
    "job-list",
    headings,
    [...jobs.map(jobRow), ...broken.map(brokenRow)],
    say("Nothing waits, and nothing failed."),
  );
}

function jobRow({ id, task, nb_errors: count, inserted_at, is_running, last_error }) {
  const state = is_running ? make("span", { className: "badge good" }, say("Running")) : make(
    "span",
    { className: `badge ${count > 0 ? "bad" : "waiting"}` },
    count > 0 ? say("Failed {count} times", { count }) : say("Waiting"),
  );
  const act = async (method, path, done) => {
    await call(method, path);
    await showJobs();
    announce(done);
  };
  return [
    task,
    state,
    dateTime(inserted_at),
    last_error,
    is_running ? "" : make(
      "div",
      { className: "actions" },
      button(say("Retry"), "quiet small", () => act("POST", `/api/admin/jobs/${id}/retry`, say("It runs next."))),
      button(say("Drop"), "danger small", async () => {
        if (confirm(say("Drop this job? It will not be done."))) {
          await act("DELETE", `/api/admin/jobs/${id}`, say("Dropped."));
        }
      }),
    ),
  ];
}

function brokenRow({ picture_id: picture, collection_id: collection, error, finished_at }) {
  return [
    "prepare",
    make("span", { className: "badge bad" }, say("Given up")),
    dateTime(finished_at),
    error,
    collection && button(say("Retry"), "quiet small", async () => {
      await call("POST", `/api/collections/${collection}/items/${picture}/prepare`);
      await showJobs();
      announce(say("It runs next."));
    }),
  ];
}
