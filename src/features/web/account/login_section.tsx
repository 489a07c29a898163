/** The part of the account page that works without scripts: password and sessions. */
import type { Say } from "../../../core/messages/mod.ts";
import { field, hidden } from "../forms.ts";

interface LoginSectionProps {
  say: Say;
  name: string;
  hasPassword: boolean;
}

export function LoginSection({ say, name, hasPassword }: LoginSectionProps) {
  return (
    <>
      {hasPassword && (
        <section>
          <h2>{say("web.change_password")}</h2>
          <form method="post">
            {hidden("action", "password")}
            <input type="text" name="name" value={name} autocomplete="username" hidden />
            {field("current", say("web.current_password"), "current-password")}
            {field("password", say("web.new_password"), "new-password")}
            {field("again", say("web.new_password_again"), "new-password")}
            <div class="actions">
              <button type="submit">{say("web.change_password")}</button>
            </div>
          </form>
        </section>
      )}
      <section>
        <h2>{say("web.sessions")}</h2>
        <form method="post">
          {hidden("action", "end-sessions")}
          <div class="actions">
            <button type="submit" class="quiet">{say("web.log_out_everywhere")}</button>
          </div>
        </form>
      </section>
    </>
  );
}
