/** Search, order and filter of one's own sequences, and changes of many at once. */
import type { Say } from "../../../core/messages/mod.ts";
import { audiences } from "../audiences.ts";

const ORDERS = [
  ["-created", "gallery.newest_first"],
  ["+created", "gallery.oldest_first"],
  ["+title", "gallery.by_title"],
  ["-datetime", "gallery.by_capture"],
] as const;

/** What stands above the list of sequences. */
export function SequenceTools({ say, isRegistrationOpen }: { say: Say; isRegistrationOpen: boolean }) {
  const offered = audiences(isRegistrationOpen);
  return (
    <>
      <form id="sequence-filter" class="inline" role="search">
        <label>
          {say("gallery.search_title")}
          <input name="search" type="search" maxlength={100} />
        </label>
        <label>
          {say("web.visibility")}
          <select name="visibility">
            <option value="">{say("web.all_kinds")}</option>
            {offered.map(([value, label]) => <option value={value}>{say(label)}</option>)}
          </select>
        </label>
        <label>
          {say("gallery.order")}
          <select name="order">
            {ORDERS.map(([value, label]) => <option value={value}>{say(label)}</option>)}
          </select>
        </label>
        <button type="button" class="quiet" id="choose-sequences">{say("gallery.select_all")}</button>
      </form>
      <div
        id="sequence-bulk"
        class="selection card"
        role="region"
        aria-label={say("gallery.selected_sequences")}
        hidden
      >
        <strong id="sequences-chosen" role="status"></strong>
        <select id="bulk-visibility" class="small" aria-label={say("gallery.change_visibility")}>
          <option value="">{say("gallery.change_visibility")}</option>
          {offered.map(([value, label]) => <option value={value}>{say(label)}</option>)}
        </select>
        <button type="button" class="danger small" id="bulk-delete">{say("gallery.delete_selected")}</button>
        <button type="button" class="quiet small" id="choose-none">{say("gallery.select_none")}</button>
      </div>
    </>
  );
}
