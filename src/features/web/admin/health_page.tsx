/** The body of `/admin/health`; a script fills it. */
import type { Say } from "../../../core/messages/mod.ts";
import { Messages } from "../layout/messages.tsx";
import { AdminNavigation } from "./admin_navigation.tsx";

/** Texts that its script shows. */
export const ADMIN_HEALTH_TEXTS = [
  "health.codec",
  "health.finding",
  "health.level",
  "health.line",
  "health.no_lines",
  "health.state_bad",
  "health.state_good",
  "health.state_warning",
  "health.subject",
  "health.subject_backup",
  "health.subject_blurring",
  "health.subject_clock",
  "health.subject_database",
  "health.subject_disk",
  "health.subject_jobs",
  "health.subject_originals",
  "health.subject_storage",
  "web.audit_time",
  "web.state",
] as const;

/** Whether the parts are well, and the last lines of the log. */
export function HealthPage({ say, base }: { say: Say; base: string }) {
  return (
    <>
      <AdminNavigation say={say} base={base} current="/admin/health" />
      <Messages floats />
      <section id="checks">
        <h2>{say("health.checks")}</h2>
        <div id="check-list" class="scroll"></div>
        <p id="versions" class="muted"></p>
      </section>
      <section id="logs">
        <h2>{say("health.logs")}</h2>
        <p class="muted">{say("health.logs_explained")}</p>
        <form id="log-search" class="inline" role="search">
          <label>
            {say("health.level")}
            <select name="level">
              <option value="info">{say("web.all_kinds")}</option>
              <option value="warning">{say("health.level_warning")}</option>
              <option value="error">{say("health.level_error")}</option>
            </select>
          </label>
          <label>
            {say("health.search_logs")}
            <input name="search" type="search" maxlength={200} />
          </label>
          <button type="submit" class="quiet">{say("admin.search")}</button>
        </form>
        <div id="log-lines" class="scroll"></div>
      </section>
    </>
  );
}
