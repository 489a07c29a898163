/** The body of `/admin/settings`: a form with all settings that can be changed while the program runs. */
import type { Say } from "../../../core/messages/mod.ts";
import type { DescribedSetting } from "../../instance_settings/mod.ts";
import { Messages } from "../layout/messages.tsx";
import { AdminNavigation } from "./admin_navigation.tsx";
import { SETTING_GROUPS, SETTING_LABELS, SUMMARY_LABELS } from "./setting_labels.ts";

/** Texts that its script shows. */
export const ADMIN_SETTINGS_TEXTS = ["settings.nothing_changed", "web.saved"] as const;

/** Licences that are usual for pictures, with their addresses. */
const LICENSES = {
  "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
  "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
  "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
  "etalab-2.0": "https://github.com/DISIC/politique-de-contribution-open-source/blob/master/LICENSE",
  "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
};

interface SettingsPageProps {
  say: Say;
  base: string;
  settings: DescribedSetting[];
}

/** All settings, by group; what comes from the environment is shown and locked. */
export function SettingsPage({ say, base, settings }: SettingsPageProps) {
  return (
    <>
      <AdminNavigation say={say} base={base} current="/admin/settings" />
      <Messages floats />
      <p class="muted">{say("settings.settings_explained")}</p>
      <form id="settings-form">
        {SETTING_GROUPS.map(({ group, title }) => (
          <section id={group}>
            <h2>{say(title)}</h2>
            <div class="setting-list">
              {settings.filter((setting) => setting.group === group).map((setting) => (
                <Setting say={say} setting={setting} />
              ))}
            </div>
          </section>
        ))}
        <datalist id="licenses">
          {Object.entries(LICENSES).map(([id, url]) => <option value={id} data-url={url}></option>)}
        </datalist>
        <div class="actions">
          <button type="submit">{say("web.save")}</button>
        </div>
      </form>
    </>
  );
}

function Setting({ say, setting }: { say: Say; setting: DescribedSetting }) {
  const { name, kind, source, takes_effect, value } = setting;
  const isLocked = source === "environment";
  if (name === "API_SUMMARY") return <Summary say={say} setting={setting} />;
  const shared = { "name": name, "disabled": isLocked, "aria-describedby": `${name}-about` };
  const label = say(SETTING_LABELS[name]);
  return (
    <div class="setting">
      {kind === "flag"
        ? (
          <label class="check">
            <input type="checkbox" {...shared} checked={value === "true"} /> {label}
          </label>
        )
        : (
          <label>
            {label}
            <Field say={say} setting={setting} shared={shared} />
          </label>
        )}
      <small id={`${name}-about`} class="muted">
        {isLocked ? say("settings.from_environment", { name }) : kind === "flag" || kind === "choice" ? "" : say(
          "settings.default_is",
          { value: setting.default ?? say("settings.not_set") },
        )} {takes_effect === "restart" ? say("settings.after_restart") : ""}
      </small>
    </div>
  );
}

function Field({ say, setting, shared }: { say: Say; setting: DescribedSetting; shared: Record<string, unknown> }) {
  const { name, kind, words, value } = setting;
  if (kind === "choice") {
    return (
      <select {...shared}>
        {words.map((word) => <option value={word} selected={word === value}>{nameOf(say, name, word)}</option>)}
      </select>
    );
  }
  if (kind === "number") return <input type="number" min={0} step={1} value={value ?? ""} {...shared} />;
  const list = name === "API_PICTURES_LICENSE_SPDX_ID" ? "licenses" : undefined;
  return <input type={kind === "url" ? "url" : "text"} value={value ?? ""} list={list} maxlength={5000} {...shared} />;
}

/** What a word of a choice means. */
function nameOf(say: Say, setting: string, word: string): string {
  if (setting === "BLUR") return say(word === "builtin" ? "settings.BLUR_builtin" : "settings.BLUR_off");
  if (word === "logged-only") return say("web.audience_logged_only");
  return say(word === "anyone" ? "web.audience_anyone" : "settings.only_owner");
}

/** What the instance says of itself: one setting with several fields, which the script puts together. */
function Summary({ say, setting: { name, source, value } }: { say: Say; setting: DescribedSetting }) {
  const isLocked = source === "environment";
  const summary = JSON.parse(value ?? "{}");
  return (
    <fieldset id="summary" class="setting-list" disabled={isLocked} data-value={value}>
      {SUMMARY_LABELS.map(({ field, label }) => {
        const [part = "", language] = field.split("_");
        const text = language ? summary[part]?.[language] : summary[part];
        return (
          <label>
            {say(label)}
            {part === "description"
              ? <textarea data-part={part} data-language={language} rows={2} maxlength={2000}>{text ?? ""}</textarea>
              : (
                <input
                  type={part === "email" ? "email" : part === "logo" ? "url" : "text"}
                  data-part={part}
                  data-language={language}
                  value={text ?? ""}
                  maxlength={500}
                />
              )}
          </label>
        );
      })}
      {isLocked && <small class="muted">{say("settings.from_environment", { name })}</small>}
    </fieldset>
  );
}
