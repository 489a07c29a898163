/** Waiting jobs, and pictures whose preparation failed. */
import { announce, button, call, dateTime, make, say } from "./page.js";
import { showTable } from "./admin_table.js";

/** Lists the jobs of the queue, and the pictures that are broken after them. */
export async function showJobs() {
  const { jobs, broken_pictures: broken } = await call("GET", "/api/admin/jobs");
  const headings = [say("web.task"), say("web.state"), say("web.since"), say("web.last_error"), say("web.actions")];
  showTable(
    "job-list",
    headings,
    [...jobs.map(jobRow), ...broken.map(brokenRow)],
    say("web.no_jobs"),
  );
}

function jobRow({ id, task, nb_errors: count, inserted_at, is_running, last_error }) {
  const state = is_running ? make("span", { className: "badge good" }, say("web.running")) : make(
    "span",
    { className: `badge ${count > 0 ? "bad" : "waiting"}` },
    count > 0 ? say("web.failed_times", { count }) : say("web.waiting"),
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
      button(
        say("web.retry"),
        "quiet small",
        () => act("POST", `/api/admin/jobs/${id}/retry`, say("web.job_runs_next")),
      ),
      button(say("web.cancel_job"), "danger small", async () => {
        if (confirm(say("web.cancel_job_question"))) {
          await act("DELETE", `/api/admin/jobs/${id}`, say("web.job_cancelled"));
        }
      }),
    ),
  ];
}

function brokenRow({ picture_id: picture, collection_id: collection, error, finished_at }) {
  return [
    "prepare",
    make("span", { className: "badge bad" }, say("web.failed")),
    dateTime(finished_at),
    error,
    collection && button(say("web.retry"), "quiet small", async () => {
      await call("POST", `/api/collections/${collection}/items/${picture}/prepare`);
      await showJobs();
      announce(say("web.job_runs_next"));
    }),
  ];
}
