/** The form by which a picture is moved, turned, dated, hidden and deleted. */
import type { Say } from "../../../core/messages/mod.ts";
import type { audiences } from "../audiences.ts";
import type { ShownItem } from "./item.ts";

interface PictureEditProps {
  say: Say;
  item: ShownItem;
  offered: ReturnType<typeof audiences>;
}

/** The part of the page that is opened to change the picture. */
export function PictureEdit({ say, item, offered }: PictureEditProps) {
  const [longitude, latitude] = item.position;
  return (
    <details id="edit" class="card">
      <summary>{say("gallery.edit")}</summary>
      <form id="picture-form" autocomplete="off">
        <p id="edit-help" class="muted">{say("gallery.edit_explained")}</p>
        <label>
          {say("upload_page.latitude")}
          <input name="latitude" type="number" min={-90} max={90} step="any" required value={latitude} />
        </label>
        <label>
          {say("upload_page.longitude")}
          <input name="longitude" type="number" min={-180} max={180} step="any" required value={longitude} />
        </label>
        <label>
          {say("gallery.heading_degrees")}
          <input name="heading" type="number" min={0} max={360} step={1} value={item.heading} />
        </label>
        <label>
          {say("gallery.capture_time_utc")}
          <input
            name="time"
            type="datetime-local"
            step={0.001}
            required
            value={item.datetime.slice(0, 23).replace("+00:", "")}
          />
        </label>
        {item.isOwner && (
          <label>
            {say("web.visibility")}
            <select name="visibility">
              {offered.map(([value, label]) => (
                <option value={value} selected={value === item.visibility}>{say(label)}</option>
              ))}
            </select>
          </label>
        )}
        <div class="actions">
          <button type="submit">{say("web.save")}</button>
          <button type="reset" class="quiet">{say("web.start_over")}</button>
        </div>
      </form>
      {item.isOwner && (
        <p>
          <button type="button" class="danger" id="delete-picture">{say("gallery.delete_picture")}</button>
        </p>
      )}
    </details>
  );
}
