/** The form by which anybody reports a problem. */
import type { MessageKey, Say } from "../../../core/messages/mod.ts";

/** Problems in the words of the API, with their texts; those that may harm somebody come first. */
const ISSUES = [
  ["blur_missing", "web.issue_blur_missing"],
  ["privacy", "web.issue_privacy"],
  ["inappropriate", "web.issue_inappropriate"],
  ["copyright", "web.issue_copyright"],
  ["mislocated", "web.issue_mislocated"],
  ["blur_excess", "web.issue_blur_excess"],
  ["picture_low_quality", "web.issue_picture_low_quality"],
  ["other", "web.issue_other"],
] as const satisfies (readonly [string, MessageKey])[];

/** The part of a page that is opened to report its picture. */
export function ReportForm({ say, isAnonymous }: { say: Say; isAnonymous: boolean }) {
  return (
    <details id="report" class="card">
      <summary>{say("gallery.report")}</summary>
      <form id="report-form">
        <label>
          {say("gallery.report_issue")}
          <select name="issue" required>
            {ISSUES.map(([value, label]) => <option value={value}>{say(label)}</option>)}
          </select>
        </label>
        <label>
          {say("web.comment")}
          <textarea name="comments" rows={3} maxlength={10_000}></textarea>
        </label>
        {isAnonymous && (
          <label>
            {say("gallery.report_email")}
            <input name="email" type="email" autocomplete="email" maxlength={254} />
          </label>
        )}
        <div class="actions">
          <button type="submit">{say("gallery.report_send")}</button>
        </div>
      </form>
    </details>
  );
}
