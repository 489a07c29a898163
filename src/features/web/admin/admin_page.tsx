/** The body of the administration page: one section per subject, filled by scripts. */
import type { Say } from "../../../core/messages/mod.ts";
import { PAGE_NAMES } from "../../community/mod.ts";
import { AdminNavigation } from "./admin_navigation.tsx";
import { Messages } from "../layout/messages.tsx";

const SECTIONS = [
  { id: "overview", title: "web.overview" },
  { id: "reports", title: "web.reports" },
  { id: "jobs", title: "web.jobs" },
  { id: "areas", title: "web.excluded_areas" },
  { id: "pages", title: "web.pages" },
  { id: "audit", title: "web.audit_log" },
] as const;

interface AdminPageProps {
  say: Say;
  base: string;
  languages: readonly string[];
}

/** The frame of administration; scripts fill its sections. */
export function AdminPage({ say, base, languages }: AdminPageProps) {
  return (
    <>
      <AdminNavigation say={say} base={base} current="/admin" />
      <nav class="tabs" aria-label={say("web.sections")}>
        {SECTIONS.map(({ id, title }) => <a href={`#${id}`}>{say(title)}</a>)}
      </nav>
      <Messages floats />
      <section id="overview">
        <h2>{say("web.overview")}</h2>
        <div id="figures" class="figures"></div>
        <p>
          <a href="admin/blurring">{say("web.blur_samples")}</a>
        </p>
      </section>
      <section id="reports">
        <h2>{say("web.reports")}</h2>
        <p class="actions">
          <select id="report-status" class="small" aria-label={say("web.state")}>
            <option value="open">{say("web.reports_open")}</option>
            <option value="closed">{say("web.reports_closed")}</option>
          </select>
        </p>
        <ul id="report-list" class="cards"></ul>
        <p class="actions">
          <button type="button" id="more-reports" class="quiet" hidden>{say("web.show_more")}</button>
        </p>
      </section>
      <section id="jobs">
        <h2>{say("web.jobs")}</h2>
        <p class="actions">
          <label class="check">
            <input id="failed-jobs" type="checkbox" /> {say("health.only_failed")}
          </label>
          <button type="button" id="retry-jobs" class="quiet">{say("health.retry_all")}</button>
        </p>
        <div id="job-list" class="scroll"></div>
        <p class="actions">
          <button type="button" id="more-jobs" class="quiet" hidden>{say("web.show_more")}</button>
        </p>
      </section>
      <section id="areas">
        <h2>{say("web.excluded_areas")}</h2>
        <p class="muted">
          {say(
            "web.excluded_areas_explained",
          )}
        </p>
        <div id="area-map" class="map" role="region" aria-label={say("web.excluded_areas_map")}></div>
        <p class="actions">
          <button type="button" id="add-corner" class="quiet">{say("web.add_corner")}</button>
          <button type="button" id="undo-corner" class="quiet">{say("web.undo_corner")}</button>
          <span id="corner-count" class="muted" role="status"></span>
        </p>
        <form id="new-area" class="inline">
          <label>
            {say("web.name")}
            <input name="label" maxlength={200} />
          </label>
          <label class="check">
            <input type="checkbox" name="is_public" checked /> {say("web.area_is_public")}
          </label>
          <button type="submit">{say("web.exclude_area")}</button>
          <button type="reset" class="quiet">{say("web.start_over")}</button>
          <label>
            {say("web.area_from_file")}
            <input id="area-file" type="file" accept=".json,.geojson,application/geo+json" />
          </label>
        </form>
        <ul id="area-list" class="files"></ul>
      </section>
      <section id="pages">
        <h2>{say("web.pages")}</h2>
        <form id="page-form">
          <div class="actions">
            <label>
              {say("web.page")}
              <select name="page">{PAGE_NAMES.map((name) => <option value={name}>{name}</option>)}</select>
            </label>
            <label>
              {say("web.language")}
              <select name="language">{languages.map((code) => <option value={code}>{code}</option>)}</select>
            </label>
          </div>
          <label>
            HTML
            <textarea name="content" rows={10} spellcheck></textarea>
          </label>
          <div class="actions">
            <button type="submit">{say("web.save")}</button>
            <button type="button" id="delete-page" class="danger">{say("web.delete")}</button>
          </div>
        </form>
      </section>
      <section id="audit">
        <h2>{say("web.audit_log")}</h2>
        <div id="audit-list" class="scroll"></div>
        <p class="actions">
          <button type="button" id="older-events" class="quiet" hidden>{say("web.older")}</button>
        </p>
      </section>
    </>
  );
}
