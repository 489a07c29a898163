/** The body of the page with the history of uploads. */
import type { Say } from "../../../core/messages/mod.ts";
import { Messages } from "../layout/messages.tsx";

/** Everything the caller has uploaded; a script fills the list. */
export function HistoryPage({ say, base }: { say: Say; base: string }) {
  return (
    <>
      <p class="actions">
        <a class="button" href={`${base}/upload`}>{say("web.upload_pictures")}</a>
      </p>
      <Messages floats />
      <p id="nothing" class="muted" hidden>{say("upload_page.no_uploads")}</p>
      <ul id="history" class="cards history" aria-label={say("upload_page.history")}></ul>
      <p id="more" class="actions"></p>
      <noscript>
        <p role="alert">{say("web.upload_needs_javascript")}</p>
      </noscript>
    </>
  );
}
