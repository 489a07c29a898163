/** Waiting jobs, and pictures whose preparation failed. */
import { announce, base, button, call, dateTime, make, run, say } from "./page.js";
import { showTable } from "./admin_table.js";

const PAGE_SIZE = 50;
const failed = document.getElementById("failed-jobs"), more = document.getElementById("more-jobs");
let shown = [];

/** Lists the jobs of the queue, and the pictures that are broken after them. @param after where the page before ended */
export async function showJobs(after) {
  const query = new URLSearchParams({ limit: PAGE_SIZE, has_failed: failed.checked, ...(after ? { after } : {}) });
  const { jobs, broken_pictures: broken, next } = await call("GET", `/api/admin/jobs?${query}`);
  const headings = [say("web.task"), say("web.state"), say("web.since"), say("web.last_error"), say("web.actions")];
  shown = after ? [...shown, ...jobs.map(jobRow)] : [...broken.map(brokenRow), ...jobs.map(jobRow)];
  showTable("job-list", headings, shown, say("web.no_jobs"));
  more.hidden = next === null;
  more.onclick = () => run(() => showJobs(next));
}

failed.onchange = () => run(() => showJobs());
document.getElementById("retry-jobs").onclick = () =>
  run(async () => {
    const { jobs, pictures } = await call("POST", "/api/admin/jobs/retry");
    await showJobs();
    announce(say("health.retried", { count: jobs + pictures }));
  });

/** What a job is about, as a link where there is a page of it. */
function taskOf(task, picture, collection) {
  const path = picture ? `/#focus=pic&pic=${picture}` : collection ? `/sequences/${collection}` : undefined;
  return path === undefined ? task : make("a", { href: base + path }, task);
}

function jobRow({ id, task, picture_id, sequence_id, nb_errors: count, inserted_at, is_running, last_error }) {
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
    taskOf(task, task === "delete" ? undefined : picture_id, sequence_id),
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
    taskOf("prepare", picture, collection),
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
