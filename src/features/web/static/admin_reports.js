/** What people reported: the picture, who reported it and what happened since, and all that can be done about it. */
import { announce, base, button, call, dateTime, make, run, say } from "./page.js";

const element = (id) => document.getElementById(id);
/** Filters of the API by what the menu offers. */
const FILTERS = {
  open: "status IN ('open', 'open_autofix', 'waiting')",
  closed: "status IN ('closed_solved', 'closed_ignored')",
};
/** Cards that are shown at once; each asks for what it shows. */
const PAGE_SIZE = 24;

/** Lists the reports, in the order in which the API gives them. */
export async function showReports() {
  const chosen = element("report-status").value;
  const filter = encodeURIComponent(FILTERS[chosen]);
  const { reports } = await call("GET", `/api/reports?limit=1000&filter=${filter}`);
  const empty = say(chosen === "open" ? "web.no_reports" : "web.no_closed_reports");
  element("report-list").replaceChildren(...(reports.length > 0 ? [] : [make("li", { className: "muted" }, empty)]));
  await showMore(reports);
}

element("report-status").onchange = () => run(showReports);

async function showMore(reports) {
  element("report-list").append(...await Promise.all(reports.slice(0, PAGE_SIZE).map(reportCard)));
  const rest = reports.slice(PAGE_SIZE);
  element("more-reports").hidden = rest.length === 0;
  element("more-reports").onclick = () => run(() => showMore(rest));
}

/** A card that is drawn again whenever something about its report has changed. */
async function reportCard(report) {
  const card = make("li", { className: "card" });
  await draw(card, report);
  return card;
}

/** The picture or sequence of a report, as administrators see it; undefined once it is deleted. */
async function subjectOf({ picture_id: picture, sequence_id: sequence }) {
  try {
    if (!picture) {
      const { title, "geovisio:visibility": visibility, ...collection } = await call(
        "GET",
        `/api/collections/${sequence}`,
      );
      return { path: `/api/collections/${sequence}`, title, visibility, owner: producerOf(collection.providers) };
    }
    const { collection, properties, providers } = await call("GET", `/api/pictures/${picture}`);
    return {
      path: `/api/collections/${collection}/items/${picture}`,
      visibility: properties["geovisio:visibility"],
      owner: properties["geovisio:producer"] ?? producerOf(providers),
    };
  } catch (error) {
    if (error.status === 404) return undefined;
    throw error;
  }
}

function producerOf(providers = []) {
  return providers.findLast(({ roles }) => roles?.includes("producer"))?.name;
}

async function draw(card, report) {
  const { id, issue, status, picture_id: picture, sequence_id: sequence } = report;
  const subject = await subjectOf(report);
  const isHidden = subject?.visibility === "owner-only";
  const files = picture ? `/api/pictures/${picture}/sd.jpg` : `/api/collections/${sequence}/thumb.jpg`;
  const view = picture ? `${base}/#focus=pic&pic=${picture}` : `${base}/#focus=map&seq=${sequence}`;
  const comment = make("input", { "aria-label": say("web.comment"), placeholder: say("web.comment"), maxlength: 1000 });

  /** Does something, and shows the report as it is then, with a way back where there is one. */
  const doing = (work, done, undo) => async () => {
    await work();
    await draw(card, await call("GET", `/api/reports/${id}`));
    announce(done);
    if (undo) card.querySelector(".actions").prepend(button(say("web.undo"), "small", doing(undo, say("web.undone"))));
  };
  const change = (visibility) => () => call("PATCH", subject.path, { visibility });
  const close = (status, done) => async () => {
    const resolver_comments = comment.value.trim();
    await call("PATCH", `/api/reports/${id}`, { status, ...(resolver_comments ? { resolver_comments } : {}) });
    await showReports();
    announce(done);
  };
  const destroy = async () => {
    if (!confirm(say("web.delete_forever", { title: subject.title ?? say("web.this_picture") }))) return;
    // The report may be deleted along with what it is about.
    if (!isClosed) await call("PATCH", `/api/reports/${id}`, { status: "closed_solved" });
    await call("DELETE", subject.path);
    await showReports();
    announce(say("web.deleted"));
  };
  const setAside = () => doing(() => call("PATCH", `/api/reports/${id}`, { status: "waiting" }), say("web.saved"))();
  const isClosed = status.startsWith("closed");
  const mail = report.reporter_email &&
    `mailto:${encodeURIComponent(report.reporter_email)}?subject=${encodeURIComponent(say(`web.issue_${issue}`))}`;

  card.replaceChildren(
    subject ? make("img", { src: base + files, alt: say("web.reported_picture"), loading: "lazy" }) : "",
    make(
      "h3",
      {},
      say(`web.issue_${issue}`),
      " ",
      make("span", { className: "badge waiting" }, say(`web.status_${status}`)),
      " ",
      isHidden && make("span", { className: "badge bad" }, say("web.hidden")),
      !subject && make("span", { className: "badge" }, say("web.gone")),
    ),
    make("p", {}, report.reporter_comments ?? ""),
    await history(report, subject),
    subject ? make("a", { href: view }, say("web.view")) : "",
    picture && subject && issue === "blur_missing"
      ? make("a", { href: `${base}/pictures/${picture}/blur` }, say("web.blur_another_part"))
      : "",
    comment,
    make(
      "div",
      { className: "actions" },
      isHidden && report.is_hidden &&
        button(
          say("web.make_visible_again"),
          "small",
          doing(() => call("POST", `/api/reports/${id}/undo`), say("web.visible_again_report_closed")),
        ),
      isHidden && !report.is_hidden &&
        button(say("web.show"), "small", doing(change("anyone"), say("web.saved"), change("owner-only"))),
      subject && !isHidden &&
        button(say("web.hide"), "small", doing(change("owner-only"), say("web.saved"), change(subject.visibility))),
      !isClosed && button(say("web.solved"), "small", close("closed_solved", say("web.report_closed"))),
      !isClosed && button(say("web.ignore"), "quiet small", close("closed_ignored", say("web.report_closed"))),
      status !== "waiting" && button(say(isClosed ? "web.reopen" : "web.later"), "quiet small", setAside),
      mail && make("a", { className: "button quiet small", href: mail }, say("web.answer")),
      subject && button(say("web.delete"), "danger small", destroy),
    ),
  );
}

/** Who reported it and when, whose it is, and how it was handled. */
async function history(report, subject) {
  const [reporter, resolver] = await Promise.all(
    [report.reporter_account_id, report.resolver_account_id].map(nameOf),
  );
  const rows = [
    [say("web.reporter"), [reporter ?? say("web.anonymous"), report.reporter_email].filter(Boolean).join(", ")],
    [say("web.reported_at"), dateTime(report.ts_opened)],
    subject?.owner && [say("web.owner"), subject.owner],
    report.ts_closed && [say("web.closed_at"), [dateTime(report.ts_closed), resolver].filter(Boolean).join(", ")],
    report.resolver_comments && [say("web.comment"), report.resolver_comments],
  ].filter(Boolean);
  return make("dl", {}, ...rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
}

const names = new Map();

/** The name of an account; each is asked for once. */
function nameOf(id) {
  if (!id) return undefined;
  if (!names.has(id)) names.set(id, call("GET", `/api/users/${id}`).then(({ name }) => name, () => id));
  return names.get(id);
}
