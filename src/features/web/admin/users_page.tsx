/** The body of `/admin/users`; scripts fill it. */
import type { Say } from "../../../core/messages/mod.ts";
import { Messages } from "../layout/messages.tsx";
import { AdminNavigation } from "./admin_navigation.tsx";

interface UsersPageProps {
  say: Say;
  base: string;
  /** Whether people log in with passwords of this instance, so that accounts can be made here. */
  hasPasswords: boolean;
}

/** Accounts: a search, a list, and forms that make more of them. */
export function UsersPage({ say, base, hasPasswords }: UsersPageProps) {
  return (
    <>
      <AdminNavigation say={say} base={base} current="/admin/users" />
      <Messages floats />
      <section id="users">
        <form id="user-search" class="inline" role="search">
          <label>
            {say("admin.search_users")}
            <input name="search" type="search" maxlength={200} />
          </label>
          <label>
            {say("web.role")}
            <select name="role">
              <option value="">{say("web.all_kinds")}</option>
              <option value="user">{say("web.user")}</option>
              <option value="admin">{say("web.administrator")}</option>
            </select>
          </label>
          <label>
            {say("web.state")}
            <select name="is_active">
              <option value="">{say("web.all_kinds")}</option>
              <option value="true">{say("admin.active")}</option>
              <option value="false">{say("admin.disabled")}</option>
            </select>
          </label>
          <button type="submit" class="quiet">{say("admin.search")}</button>
        </form>
        <div id="user-list" class="scroll"></div>
        <p class="actions">
          <button type="button" id="more-users" class="quiet" hidden>{say("web.show_more")}</button>
        </p>
      </section>
      {hasPasswords && (
        <section id="new-users">
          <h2>{say("admin.new_user")}</h2>
          <p class="muted">{say("admin.new_user_explained")}</p>
          <form id="new-user" class="inline">
            <label>
              {say("web.name")}
              <input name="name" required maxlength={100} autocomplete="off" />
            </label>
            <label>
              {say("web.role")}
              <RoleChoice say={say} />
            </label>
            <button type="submit">{say("web.create_account")}</button>
          </form>
          <p class="muted">{say("admin.invite_explained")}</p>
          <form id="invitation" class="inline">
            <label>
              {say("admin.invite_role")}
              <RoleChoice say={say} />
            </label>
            <button type="submit" class="quiet">{say("admin.invite")}</button>
          </form>
          <div id="new-link" role="status"></div>
        </section>
      )}
      <dialog id="user" aria-labelledby="user-name"></dialog>
    </>
  );
}

function RoleChoice({ say }: { say: Say }) {
  return (
    <select name="role">
      <option value="user">{say("web.user")}</option>
      <option value="admin">{say("web.administrator")}</option>
    </select>
  );
}
