/** The body of the account page: pictures, tokens, settings and login. */
import type { Language, Say } from "../../../core/messages/mod.ts";
import type { SessionRow } from "../../accounts/mod.ts";
import { audiences } from "../audiences.ts";
import { Messages } from "../layout/messages.tsx";
import { SequenceTools } from "./sequence_tools.tsx";
import { LoginSection } from "./login_section.tsx";

interface AccountPageProps {
  say: Say;
  language: Language;
  name: string;
  isAdministrator: boolean;
  /** Whether the account has a password on this instance. */
  hasPassword: boolean;
  /** Where the account is logged in, and the session by which the page is seen. */
  sessions: SessionRow[];
  currentSession: string | undefined;
  isRegistrationOpen: boolean;
  /** The result of the last form. */
  objection?: string;
  success?: string;
}

/** The page on which people log in and, once they are, manage their account. */
export function AccountPage(props: AccountPageProps) {
  const { say, isAdministrator, isRegistrationOpen, objection, success } = props;
  return (
    <>
      {objection && <p role="alert">{objection}</p>}
      {success && <p role="status" class="notice">{success}</p>}
      {isAdministrator && <p class="muted">{say("web.is_administrator")}</p>}
      <Messages floats />
      <section id="uploads-section" hidden>
        <h2>{say("web.unfinished_uploads")}</h2>
        <ul id="uploads" class="files card"></ul>
      </section>
      <section>
        <h2>{say("web.sequences")}</h2>
        <SequenceTools say={say} isRegistrationOpen={isRegistrationOpen} />
        <ul id="sequences" class="cards"></ul>
        <p id="sequence-pages" class="actions"></p>
      </section>
      <section id="reports-section" hidden>
        <h2>{say("web.reports")}</h2>
        <ul id="own-reports" class="files card"></ul>
      </section>
      <section>
        <h2>{say("web.tokens")}</h2>
        <p class="muted">{say("web.tokens_explained")}</p>
        <ul id="tokens" class="files card"></ul>
        <form id="new-token" class="inline">
          <label>
            {say("web.token_name")}
            <input name="description" maxlength={200} required />
          </label>
          <label>
            {say("web.token_scopes")}
            <select name="scopes">
              <option value="">{say("web.scopes_all")}</option>
              <option value="read">{say("web.scopes_read")}</option>
              <option value="read,upload">{say("web.scopes_upload")}</option>
              <option value="read,upload,edit">{say("web.scopes_edit")}</option>
            </select>
          </label>
          <label>
            {say("web.token_lifetime")}
            <select name="lifetime">
              <option value="">{say("web.lifetime_unlimited")}</option>
              <option value="2592000">{say("web.lifetime_month")}</option>
              <option value="31536000">{say("web.lifetime_year")}</option>
            </select>
          </label>
          <button type="submit" class="quiet">{say("web.create_token")}</button>
        </form>
      </section>
      <section id="settings">
        <h2>{say("web.settings")}</h2>
        <form id="account-settings">
          <fieldset id="account-fields" class="plain" disabled>
            <label>
              {say("web.visibility_of_new")}
              <select id="default-visibility">
                <option value="">{say("web.visibility_of_instance")}</option>
                {audiences(isRegistrationOpen).map(([value, label]) => <option value={value}>{say(label)}</option>)}
              </select>
            </label>
            <label class="check">
              <input id="collaborative" type="checkbox" />
              {say("web.collaborative_metadata")}
            </label>
            <div class="actions">
              <button type="submit">{say("web.save")}</button>
            </div>
          </fieldset>
        </form>
      </section>
      <LoginSection
        say={say}
        language={props.language}
        name={props.name}
        hasPassword={props.hasPassword}
        sessions={props.sessions}
        currentSession={props.currentSession}
      />
    </>
  );
}
