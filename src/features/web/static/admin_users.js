/** `/admin/users`: searching accounts, and making more of them. */
import { button, call, complain, data, dateTime, fillSections, make, say } from "./page.js";
import { showTable } from "./admin_table.js";
import { showLink, showUser } from "./admin_user.js";

const PAGE_SIZE = 50;
const search = document.getElementById("user-search"), more = document.getElementById("more-users");
/** Rows that are shown, and the question of which they are the answer. */
let users = [], question = "";

/** Lists the accounts that are searched for. @param after the last one that is shown already */
async function showUsers(after) {
  const wanted = [...new FormData(search)].filter(([, value]) => value !== "");
  const asked = question = new URLSearchParams([["limit", String(PAGE_SIZE)], ...wanted]).toString();
  const found = await call("GET", `/api/admin/users?${asked}${after ? `&after=${after}` : ""}`);
  // Somebody has typed on meanwhile.
  if (asked !== question) return;
  users = after ? [...users, ...found.users] : found.users;
  const headings = [say("web.name"), say("web.role"), say("web.state"), say("web.pictures"), say("web.since")];
  showTable("user-list", headings, users.map(userRow), say("admin.no_users"));
  more.hidden = found.next === null;
  more.onclick = () => showUsers(found.next).catch(complain);
}

function userRow({ id, name, role, is_default, is_active, created_at, nb_pictures }) {
  const isAdministrator = role === "admin";
  const open = button(name, "quiet small", () => showUser(id, () => showUsers()));
  open.setAttribute("aria-label", say("admin.manage", { name }));
  return [
    make("span", {}, open, is_default ? ` (${say("web.default_account")})` : ""),
    make(
      "span",
      { className: `badge ${isAdministrator ? "good" : ""}` },
      isAdministrator ? say("web.administrator") : say("web.user"),
    ),
    make(
      "span",
      { className: `badge ${is_active ? "" : "bad"}` },
      is_active ? say("admin.active") : say("admin.disabled"),
    ),
    nb_pictures.toLocaleString(document.documentElement.lang),
    dateTime(created_at),
  ];
}

function onSubmit(id, work) {
  document.getElementById(id).onsubmit = async (event) => {
    event.preventDefault();
    const form = event.target;
    try {
      complain();
      await work(Object.fromEntries(new FormData(form)), form);
    } catch (error) {
      complain(error);
    }
  };
}

onSubmit("user-search", () => showUsers());
search.role.onchange = search.is_active.onchange = () => showUsers().catch(complain);
if (data.hasPasswords) {
  onSubmit("new-user", async ({ name, role }, form) => {
    const { link } = await call("POST", "/api/admin/users", { name, role });
    form.reset();
    showLink("new-link", say("admin.link_for", { name, date: dateTime(link.expires_at) }), link.url);
    await showUsers();
  });
  onSubmit("invitation", async ({ role }) => {
    const link = await call("POST", "/api/admin/invitations", { role });
    showLink("new-link", say("admin.invitation_link", { date: dateTime(link.expires_at) }), link.url);
  });
}
fillSections([() => showUsers()]);
