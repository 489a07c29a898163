/** The part of the upload page that asks where and when pictures were taken that do not say so. */
import type { Say } from "../../../core/messages/mod.ts";

/** Fields for a GPX track, a place, and times; a script shows those that are needed. */
export function PlacingSection({ say }: { say: Say }) {
  return (
    <section id="placing" class="card" hidden>
      <h2 id="placing-title" tabindex={-1}>{say("upload_page.placing")}</h2>
      <p id="lacking"></p>
      <fieldset id="times">
        <legend>{say("upload_page.times")}</legend>
        <Choice name="times" value="file" label={say("upload_page.time_of_file")} isChosen />
        <Choice name="times" value="order" label={say("upload_page.time_by_order")} />
        <div id="order-fields" class="fields" hidden>
          <label>
            {say("upload_page.first_time")}
            <input id="start" type="datetime-local" step={1} />
          </label>
          <label>
            {say("upload_page.interval")}
            <input id="interval" type="number" min={0} max={86400} step="any" value="2" />
          </label>
        </div>
        <Choice name="times" value="none" label={say("upload_page.leave_refused")} />
      </fieldset>
      <fieldset id="places">
        <legend>{say("upload_page.places")}</legend>
        <Choice name="places" value="track" label={say("upload_page.place_by_track")} isChosen />
        <div id="track-fields">
          <label>
            {say("upload_page.track")}
            <input id="track-file" type="file" accept=".gpx,application/gpx+xml" multiple />
          </label>
          <div id="shift-fields" hidden>
            <p id="clock" role="status"></p>
            <div class="fields">
              <label>
                {say("upload_page.shift_fine")}
                <input id="shift-fine" type="range" min={-900} max={900} step={1} value="0" />
              </label>
              <label>
                {say("upload_page.shift")}
                <input id="shift" type="number" step={1} />
              </label>
            </div>
          </div>
        </div>
        <Choice name="places" value="place" label={say("upload_page.place_by_click")} />
        <div id="place-fields" hidden>
          <p class="muted">{say("upload_page.click_map")}</p>
          <div class="fields">
            <label>
              {say("upload_page.latitude")}
              <input id="latitude" type="number" min={-90} max={90} step="any" />
            </label>
            <label>
              {say("upload_page.longitude")}
              <input id="longitude" type="number" min={-180} max={180} step="any" />
            </label>
          </div>
          <p>
            <button type="button" id="place-centre" class="quiet small">{say("upload_page.place_at_centre")}</button>
          </p>
        </div>
        <Choice name="places" value="none" label={say("upload_page.leave_refused")} />
      </fieldset>
      <div id="placing-map" class="map" role="group" aria-label={say("upload_page.placing_map")} hidden></div>
      <p id="placing-result" role="status"></p>
      <p class="actions">
        <button type="button" id="placing-done">{say("web.upload")}</button>
      </p>
    </section>
  );
}

function Choice({ name, value, label, isChosen }: { name: string; value: string; label: string; isChosen?: boolean }) {
  return (
    <label class="check">
      <input type="radio" name={name} value={value} checked={isChosen} />
      {label}
    </label>
  );
}
