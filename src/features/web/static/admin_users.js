/** Accounts and their roles. */
import { announce, button, call, data, dateTime, make, say } from "./page.js";
import { showTable } from "./admin_table.js";

/** Lists the accounts. */
export async function showUsers() {
  const { users } = await call("GET", "/api/admin/users");
  const headings = [say("web.name"), say("web.role"), say("web.since"), say("web.sequences"), say("web.actions")];
  showTable("user-list", headings, users.map(userRow), "");
}

function userRow({ id, name, role, is_default, created_at, nb_sequences }) {
  const isAdministrator = role === "admin";
  const change = async () => {
    await call("PATCH", `/api/admin/users/${id}`, { role: isAdministrator ? "user" : "admin" });
    await showUsers();
    announce(say("web.saved"));
  };
  return [
    make("span", {}, name, is_default ? ` (${say("web.default_account")})` : ""),
    make(
      "span",
      { className: `badge ${isAdministrator ? "good" : ""}` },
      isAdministrator ? say("web.administrator") : say("web.user"),
    ),
    dateTime(created_at),
    String(nb_sequences),
    // Administrators cannot remove their own role by accident, nor that of the account that the program itself uses.
    id === data.ownId || is_default
      ? ""
      : button(isAdministrator ? say("web.remove_admin") : say("web.make_admin"), "quiet small", change),
  ];
}
