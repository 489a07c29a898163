/** What stands on the page of administrators: a section a subject, filled by scripts. */
import { PAGE_NAMES } from "../../community/mod.ts";
import { Messages } from "../layout/messages.tsx";

const SECTIONS = [
  { id: "overview", title: "Overview" },
  { id: "reports", title: "Reports" },
  { id: "jobs", title: "Jobs" },
  { id: "users", title: "Users" },
  { id: "areas", title: "Excluded areas" },
  { id: "pages", title: "Pages" },
];

interface AdminPageProps {
  say: (text: string) => string;
  languages: readonly string[];
}

export function AdminPage({ say, languages }: AdminPageProps) {
  return (
    <>
      <nav class="tabs" aria-label={say("Sections")}>
        {SECTIONS.map(({ id, title }) => <a href={`#${id}`}>{say(title)}</a>)}
      </nav>
      <Messages />
      <section id="overview">
        <h2>{say("Overview")}</h2>
        <div id="figures" class="figures"></div>
      </section>
      <section id="reports">
        <h2>{say("Reports")}</h2>
        <ul id="report-list" class="cards"></ul>
      </section>
      <section id="jobs">
        <h2>{say("Jobs")}</h2>
        <div id="job-list" class="scroll"></div>
      </section>
      <section id="users">
        <h2>{say("Users")}</h2>
        <div id="user-list" class="scroll"></div>
      </section>
      <section id="areas">
        <h2>{say("Excluded areas")}</h2>
        <p class="muted">
          {say(
            "Pictures taken inside are refused. Click on the map for each corner of an area; or move the map by the arrow keys, and add corners in its middle.",
          )}
        </p>
        <div id="area-map" class="map" role="region" aria-label={say("Map of the excluded areas")}></div>
        <p class="actions">
          <button type="button" id="add-corner" class="quiet">{say("Corner in the middle")}</button>
          <button type="button" id="undo-corner" class="quiet">{say("Take the last corner back")}</button>
          <span id="corner-count" class="muted" role="status"></span>
        </p>
        <form id="new-area" class="inline">
          <label>
            {say("Name")}
            <input name="label" maxlength={200} />
          </label>
          <label class="check">
            <input type="checkbox" name="is_public" checked /> {say("Everybody may see it")}
          </label>
          <button type="submit">{say("Exclude the area")}</button>
          <button type="reset" class="quiet">{say("Start again")}</button>
          <label>
            {say("Or from a GeoJSON file")}
            <input id="area-file" type="file" accept=".json,.geojson,application/geo+json" />
          </label>
        </form>
        <ul id="area-list" class="files"></ul>
      </section>
      <section id="pages">
        <h2>{say("Pages")}</h2>
        <form id="page-form">
          <div class="actions">
            <label>
              {say("Page")}
              <select name="page">{PAGE_NAMES.map((name) => <option value={name}>{name}</option>)}</select>
            </label>
            <label>
              {say("Language")}
              <select name="language">{languages.map((code) => <option value={code}>{code}</option>)}</select>
            </label>
          </div>
          <label>
            HTML
            <textarea name="content" rows={10} spellcheck></textarea>
          </label>
          <div class="actions">
            <button type="submit">{say("Save")}</button>
            <button type="button" id="delete-page" class="danger">{say("Delete")}</button>
          </div>
        </form>
      </section>
    </>
  );
}
