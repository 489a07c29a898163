/** The forms by which a sequence is changed. */
import type { Say } from "../../../core/messages/mod.ts";
import type { Collection } from "../../stac/mod.ts";
import type { audiences } from "../audiences.ts";
import type { SequenceRights } from "./sequence_page.tsx";

interface SequenceEditProps {
  say: Say;
  collection: Collection;
  rights: SequenceRights;
  offered: ReturnType<typeof audiences>;
}

const ORDERS = [
  ["gpsdate", "gallery.order_gpsdate"],
  ["filedate", "gallery.order_filedate"],
  ["filename", "gallery.order_filename"],
] as const;
const UNITS = [
  ["days", "gallery.days"],
  ["hours", "syncapi.hours"],
  ["minutes", "gallery.minutes"],
  ["seconds", "gallery.seconds"],
] as const;

/** The part of the page that is opened to change the sequence. */
export function SequenceEdit({ say, collection, rights, offered }: SequenceEditProps) {
  const sortedBy = collection["geovisio:sorted-by"] ?? "";
  return (
    <details id="edit" class="card">
      <summary>{say("gallery.edit")}</summary>
      {rights.isOwner && (
        <form id="title-form" class="inline">
          <label>
            {say("web.title")}
            <input name="title" maxlength={250} required value={collection.title} />
          </label>
          <label>
            {say("web.visibility")}
            <select name="visibility">
              {offered.map(([value, label]) => (
                <option value={value} selected={value === collection["geovisio:visibility"]}>{say(label)}</option>
              ))}
            </select>
          </label>
          <button type="submit">{say("gallery.save_title")}</button>
        </form>
      )}
      <form id="order-form" class="inline">
        <label>
          {say("gallery.order")}
          <select name="by">
            {ORDERS.map(([by, label]) => <option value={by} selected={sortedBy.endsWith(by)}>{say(label)}</option>)}
          </select>
        </label>
        <label class="check">
          <input name="reversed" type="checkbox" checked={sortedBy.startsWith("-")} />
          {say("gallery.reversed")}
        </label>
        <button type="submit">{say("gallery.save_order")}</button>
      </form>
      <form id="heading-form">
        <label>
          {say("gallery.heading_offset")}
          <input
            name="heading"
            type="number"
            min={-180}
            max={180}
            step={1}
            value="0"
            required
            aria-describedby="heading-help"
          />
        </label>
        <p id="heading-help" class="muted">{say("gallery.heading_explained")}</p>
        <div class="actions">
          <button type="submit">{say("gallery.save_heading")}</button>
        </div>
      </form>
      <form id="shift-form" aria-describedby="shift-help">
        <fieldset class="shift">
          <legend>{say("gallery.shift")}</legend>
          {UNITS.map(([unit, label]) => (
            <label>
              {say(label)}
              <input name={unit} type="number" step={unit === "seconds" ? 0.001 : 1} value="0" required />
            </label>
          ))}
        </fieldset>
        <p id="shift-help" class="muted">{say("gallery.shift_explained")}</p>
        <p id="shift-result" role="status"></p>
        <div class="actions">
          <button type="submit">{say("gallery.save_shift")}</button>
        </div>
      </form>
      {rights.isOwner && (
        <>
          <form id="merge-form">
            <h2>{say("gallery.merge")}</h2>
            <p id="merge-help" class="muted">{say("gallery.merge_explained")}</p>
            <label>
              {say("gallery.other_sequence")}
              <select name="other" required aria-describedby="merge-help"></select>
            </label>
            <div class="actions">
              <button type="submit" class="quiet">{say("gallery.merge_button")}</button>
            </div>
          </form>
          <p>
            <button type="button" class="danger" id="delete-sequence">{say("gallery.delete_sequence")}</button>
          </p>
        </>
      )}
    </details>
  );
}
