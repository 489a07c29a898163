/** One account of `/admin/users`, in a dialog. */
import { announce, button, bytes, call, complain, data, dateTime, make, say } from "./page.js";
import { copyable } from "./copying.js";

const dialog = document.getElementById("user");

/** Shows a link in an element, to be copied. */
export function showLink(id, label, url) {
  document.getElementById(id).replaceChildren(copyable(label, url));
}

/** Opens the dialog. @param onChange called when something of the account was changed */
export async function showUser(id, onChange) {
  await fill(id, onChange);
  if (!dialog.open) dialog.showModal();
}

async function fill(id, onChange) {
  const user = await call("GET", `/api/admin/users/${id}`);
  const { name, role, is_default, is_active, login, created_at, nb_sequences, nb_pictures, sessions } = user;
  const number = (value) => value.toLocaleString(document.documentElement.lang);
  const act = async (method, path, body) => {
    await call(method, `/api/admin/users/${id}${path}`, body);
    await fill(id, onChange);
    await onChange();
    announce(say("web.saved"));
  };
  const isAdministrator = role === "admin", isOwn = id === data.ownId;
  const facts = { pictures: number(nb_pictures), sequences: number(nb_sequences), bytes: bytes(user.bytes) };
  dialog.replaceChildren(
    make("h2", { id: "user-name" }, is_default ? `${name} (${say("web.default_account")})` : name),
    make(
      "p",
      { className: "muted" },
      say("admin.user_facts", { ...facts, date: dateTime(created_at) }),
      " ",
      login === null ? say("admin.has_no_password") : say("admin.logs_in_as", { login }),
    ),
    quotaForm(user, act),
    make("h3", {}, say("web.sessions")),
    sessions.length === 0
      ? make("p", { className: "muted" }, say("admin.no_sessions"))
      : make("ul", { className: "files" }, ...sessions.map(sessionItem)),
    make("div", { id: "user-link", role: "status" }),
    make(
      "div",
      { className: "actions" },
      // Administrators cannot lock themselves out by accident, nor the account that the program itself uses.
      !isOwn && !is_default && button(
        isAdministrator ? say("web.remove_admin") : say("web.make_admin"),
        "quiet",
        () => act("PATCH", "", { role: isAdministrator ? "user" : "admin" }),
      ),
      data.hasPasswords && is_active && !is_default && button(say("admin.password_link"), "quiet", async () => {
        const link = await call("POST", `/api/admin/users/${id}/link`);
        showLink("user-link", say("admin.link_for", { name, date: dateTime(link.expires_at) }), link.url);
      }),
      !is_default && button(say("admin.end_sessions"), "quiet", async () => {
        if (confirm(say("admin.end_sessions_question", { name }))) await act("DELETE", "/sessions");
      }),
      !isOwn && !is_default && button(
        is_active ? say("admin.disable") : say("admin.enable"),
        is_active ? "danger" : "quiet",
        async () => {
          if (!is_active) await act("POST", "/enable");
          else if (confirm(say("admin.disable_question", { name }))) await act("POST", "/disable");
        },
      ),
      button(say("syncapi.close"), "", () => dialog.close()),
    ),
  );
}

function quotaForm({ max_pictures, max_bytes }, act) {
  const pictures = make("input", { name: "max_pictures", type: "number", min: 0, step: 1, value: max_pictures ?? "" });
  const megabytes = make("input", {
    name: "max_megabytes",
    type: "number",
    min: 0,
    step: "any",
    value: max_bytes === null ? "" : max_bytes / 1e6,
  });
  const amount = ({ value }, factor) => value === "" ? null : Math.round(Number(value) * factor);
  return make(
    "form",
    {
      className: "inline",
      onsubmit: async (event) => {
        event.preventDefault();
        complain();
        await act("PUT", "/quota", { max_pictures: amount(pictures, 1), max_bytes: amount(megabytes, 1e6) })
          .catch(complain);
      },
    },
    make("label", {}, say("admin.max_pictures"), pictures),
    make("label", {}, say("admin.max_megabytes"), megabytes),
    make("button", { type: "submit", className: "quiet" }, say("web.save")),
    make("small", { className: "muted" }, say("admin.quota_explained")),
  );
}

function sessionItem({ user_agent, network, created_at, last_used_at }) {
  const times = say("web.session_times", { created: dateTime(created_at), used: dateTime(last_used_at) });
  return make(
    "li",
    {},
    make("span", { className: "file-name" }, `${user_agent ?? "–"}${network ? ` (${network})` : ""}`),
    make("span", { className: "muted" }, times),
  );
}
