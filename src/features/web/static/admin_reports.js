/** What people reported. */
import { announce, base, button, call, dateTime, make, say } from "./page.js";

/** Lists the reports, in the order in which the API gives them. */
export async function showReports() {
  const { reports } = await call("GET", "/api/reports?limit=200");
  document.getElementById("report-list").replaceChildren(
    ...(reports.length > 0 ? reports.map(reportCard) : [make("li", { className: "muted" }, say("web.no_reports"))]),
  );
}

function reportCard(report) {
  const { id, issue, status, picture_id: picture, sequence_id: sequence, ts_opened, reporter_comments } = report;
  const comment = make("input", { "aria-label": say("web.comment"), placeholder: say("web.comment"), maxlength: 1000 });
  const close = async (status, done) => {
    const resolver_comments = comment.value.trim();
    await call("PATCH", `/api/reports/${id}`, { status, ...(resolver_comments ? { resolver_comments } : {}) });
    await showReports();
    announce(done);
  };
  const showAgain = async () => {
    await call("POST", `/api/reports/${id}/undo`);
    await showReports();
    announce(say("web.visible_again_report_closed"));
  };
  const thumbnail = picture ? `/api/pictures/${picture}/thumb.jpg` : `/api/collections/${sequence}/thumb.jpg`;
  const address = picture ? `${base}/#focus=pic&pic=${picture}` : `${base}/#focus=map&seq=${sequence}`;
  return make(
    "li",
    { className: "card" },
    make("img", { src: base + thumbnail, alt: "", loading: "lazy", onerror: ({ target }) => target.remove() }),
    make(
      "h3",
      {},
      say(`web.issue_${issue}`),
      " ",
      make("span", { className: "badge waiting" }, say(`web.status_${status}`)),
      " ",
      report.is_hidden && make("span", { className: "badge bad" }, say("web.hidden")),
    ),
    make("small", {}, dateTime(ts_opened)),
    make("p", {}, reporter_comments ?? ""),
    make("a", { href: address }, say("web.view")),
    picture && issue === "blur_missing" &&
      make("a", { href: `${base}/pictures/${picture}/blur` }, say("web.blur_another_part")),
    comment,
    make(
      "div",
      { className: "actions" },
      report.is_hidden && button(say("web.make_visible_again"), "small", showAgain),
      button(say("web.solved"), "small", () => close("closed_solved", say("web.report_closed"))),
      button(say("web.ignore"), "quiet small", () => close("closed_ignored", say("web.report_closed"))),
      status !== "waiting" && button(say("web.later"), "quiet small", () => close("waiting", say("web.saved"))),
    ),
  );
}
