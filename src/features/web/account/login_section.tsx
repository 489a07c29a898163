/** The part of the account page that works without scripts: password and sessions. */
import type { Language, Say } from "../../../core/messages/mod.ts";
import type { SessionRow } from "../../accounts/mod.ts";
import { field, hidden } from "../forms.ts";
import { momentText } from "../moment_text.ts";

interface LoginSectionProps {
  say: Say;
  language: Language;
  name: string;
  hasPassword: boolean;
  sessions: SessionRow[];
  /** Id of the session by which the page is seen. */
  currentSession: string | undefined;
}

/** Name, password and sessions of somebody who is logged in. */
export function LoginSection(props: LoginSectionProps) {
  const { say, language, name, hasPassword, sessions, currentSession } = props;
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
      {hasPassword && (
        <section>
          <h2>{say("web.second_factor_title")}</h2>
          <p class="muted">{say("web.second_factor_explained")}</p>
          <p>
            <a class="button quiet" href="account/second-factor">{say("web.second_factor_manage")}</a>
          </p>
        </section>
      )}
      <section id="sessions">
        <h2>{say("web.sessions")}</h2>
        <p class="muted">{say("web.sessions_explained")}</p>
        <ul class="files card">
          {sessions.map((session) => (
            <SessionItem say={say} language={language} session={session} isCurrent={session.id === currentSession} />
          ))}
        </ul>
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

interface SessionItemProps {
  say: Say;
  language: Language;
  session: SessionRow;
  isCurrent: boolean;
}

function SessionItem({ say, language, session, isCurrent }: SessionItemProps) {
  const { id, user_agent, network, created_at, last_used_at } = session;
  return (
    <li>
      <span class="file-name">
        {browserName(user_agent) ?? say("web.unknown_program")} {network && `(${network})`}
        <br />
        <span class="muted">
          {say("web.session_times", {
            created: momentText(created_at, language),
            used: momentText(last_used_at, language),
          })}
        </span>
      </span>
      {isCurrent ? <span class="badge waiting">{say("web.this_browser")}</span> : (
        <form method="post">
          {hidden("action", "end-session")}
          {hidden("session", id)}
          <button type="submit" class="danger small">{say("web.end_session")}</button>
        </form>
      )}
    </li>
  );
}

/** The browser and the system that a `User-Agent` names, or its first word; undefined when there is none. */
function browserName(userAgent: string | null): string | undefined {
  if (!userAgent) return undefined;
  const browser = ["Firefox", "Edg", "OPR", "Chrome", "Safari"].find((name) => userAgent.includes(`${name}/`));
  if (!browser) return userAgent.split(" ")[0];
  const system = ["Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux"].find((name) => userAgent.includes(name));
  const name = { Edg: "Edge", OPR: "Opera" }[browser] ?? browser;
  return system ? `${name}, ${system}` : name;
}
