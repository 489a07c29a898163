/** The page of a picture: its place, and reporting it. */
import { announce, call, complain, data, run, say } from "./page.js";
import { openMap, showOnMap } from "./place_map.js";
import "./share.js";

/** The map once it is drawn; undefined where the browser cannot. */
export const mapReady = openMap("map").then((map) => {
  map?.jumpTo({ center: data.position, zoom: 17 });
  if (map) showOnMap(map, [{ position: data.position, heading: data.heading }]);
  return map;
});

const reportForm = document.getElementById("report-form");
if (reportForm) {
  reportForm.onsubmit = (event) => {
    event.preventDefault();
    run(async () => {
      complain();
      const { issue, comments, email } = reportForm.elements;
      await call("POST", "/api/reports", {
        issue: issue.value,
        picture_id: data.id,
        sequence_id: data.collection,
        ...(comments.value.trim() ? { reporter_comments: comments.value.trim() } : {}),
        ...(email?.value ? { reporter_email: email.value } : {}),
      });
      reportForm.reset();
      reportForm.closest("details").open = false;
      announce(say("gallery.report_sent"));
    });
  };
}

/** Says after the page was loaded again what was done before. */
const NOTICE = "panoramax-notice";

/** Loads the page again, with what it says now. */
export function reload(text) {
  sessionStorage.setItem(NOTICE, text);
  location.reload();
}

const notice = sessionStorage.getItem(NOTICE);
if (notice) {
  sessionStorage.removeItem(NOTICE);
  announce(notice);
}
