/** The part of the account page that works without scripts: the password, and the sessions. */
import { field, hidden } from "../forms.ts";

interface LoginSectionProps {
  say: (text: string) => string;
  name: string;
  hasPassword: boolean;
}

export function LoginSection({ say, name, hasPassword }: LoginSectionProps) {
  return (
    <>
      {hasPassword && (
        <section>
          <h2>{say("Change the password")}</h2>
          <form method="post">
            {hidden("action", "password")}
            <input type="text" name="name" value={name} autocomplete="username" hidden />
            {field("current", say("Current password"), "current-password")}
            {field("password", say("New password"), "new-password")}
            {field("again", say("New password again"), "new-password")}
            <div class="actions">
              <button type="submit">{say("Change the password")}</button>
            </div>
          </form>
        </section>
      )}
      <section>
        <h2>{say("Sessions")}</h2>
        <form method="post">
          {hidden("action", "end-sessions")}
          <div class="actions">
            <button type="submit" class="quiet">{say("Log out everywhere")}</button>
          </div>
        </form>
      </section>
    </>
  );
}
