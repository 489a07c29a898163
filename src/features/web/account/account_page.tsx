/** What stands on the page of an account: its pictures, tokens, settings and login. */
import { audiences } from "../audiences.ts";
import { Messages } from "../layout/messages.tsx";
import { LoginSection } from "./login_section.tsx";

interface AccountPageProps {
  say: (text: string) => string;
  name: string;
  isAdministrator: boolean;
  /** The account has a password of this instance. */
  hasPassword: boolean;
  isRegistrationOpen: boolean;
  /** What the last form led to. */
  objection?: string;
  success?: string;
}

export function AccountPage(props: AccountPageProps) {
  const { say, isAdministrator, isRegistrationOpen, objection, success } = props;
  return (
    <>
      {objection && <p role="alert">{say(objection)}</p>}
      {success && <p role="status" class="notice">{say(success)}</p>}
      {isAdministrator && <p class="muted">{say("Administrator of this instance")}</p>}
      <Messages />
      <section id="uploads-section" hidden>
        <h2>{say("Uploads that are not finished")}</h2>
        <ul id="uploads" class="files card"></ul>
      </section>
      <section>
        <h2>{say("Sequences")}</h2>
        <ul id="sequences" class="cards"></ul>
        <p id="sequence-pages" class="actions"></p>
      </section>
      <section>
        <h2>{say("Tokens")}</h2>
        <p class="muted">{say("With a token, a program can do what you can do here. Keep it secret.")}</p>
        <ul id="tokens" class="files card"></ul>
        <form id="new-token" class="inline">
          <label>
            {say("What it is for")}
            <input name="description" maxlength={200} required />
          </label>
          <button type="submit" class="quiet">{say("Make a token")}</button>
        </form>
      </section>
      <section id="settings">
        <h2>{say("Settings")}</h2>
        <form id="account-settings">
          <label>
            {say("Who may see new pictures")}
            <select id="default-visibility">
              <option value="">{say("As the instance has it")}</option>
              {audiences(isRegistrationOpen).map(([value, label]) => <option value={value}>{say(label)}</option>)}
            </select>
          </label>
          <label class="check">
            <input id="collaborative" type="checkbox" />
            {say("Others may add to the description of my pictures")}
          </label>
          <div class="actions">
            <button type="submit">{say("Save")}</button>
          </div>
        </form>
      </section>
      <LoginSection say={say} name={props.name} hasPassword={props.hasPassword} />
    </>
  );
}
