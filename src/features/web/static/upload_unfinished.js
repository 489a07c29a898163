/** Uploads that were not finished: to go on with, to finish as they are, or to delete. */
import { announce, button, call, complain, dateTime, make, say } from "./page.js";
import { forget, ownUploads, proveOwnership } from "./upload_resume.js";

/** Lists them. @param goOn gets the id of the upload that somebody wants to go on with */
export async function showUnfinished(goOn) {
  const uploads = await ownUploads("&unfinished=true");
  document.getElementById("unfinished").hidden = uploads.length === 0;
  document.getElementById("unfinished-list").replaceChildren(...uploads.map((upload) => row(upload, goOn)));
}

function row({ id, title, created_at, nb_items: done, estimated_nb_files }, goOn) {
  const named = (key, className, work) => {
    const made = button(say(key), className, async () => {
      complain();
      proveOwnership(id);
      await work();
      await showUnfinished(goOn);
    });
    made.setAttribute("aria-label", `${say(key)}: ${title}`);
    return made;
  };
  const count = Math.max(estimated_nb_files ?? 0, done);
  return make(
    "li",
    {},
    make("span", { className: "file-name" }, `${title} – ${dateTime(created_at)}`),
    count > 0 && make("span", { className: "badge waiting" }, say("upload_page.sent_of", { done, count })),
    named("upload_page.go_on", "small", () => goOn(id)),
    done > 0 && named("web.finish", "quiet small", async () => {
      await call("POST", `/api/upload_sets/${id}/complete`);
      announce(say("upload_page.finished"));
    }),
    named("web.delete", "danger small", async () => {
      if (!confirm(say("web.delete_forever", { title }))) return;
      await call("DELETE", `/api/upload_sets/${id}`);
      forget(id);
      announce(say("web.deleted"));
    }),
  );
}
