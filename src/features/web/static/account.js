/** The account page: the caller's pictures, tokens and settings. */
import { announce, button, call, complain, dateTime, fillSections, make, run, say } from "./page.js";
import { copyable } from "./copying.js";
import { showReports, showSequences } from "./account_sequences.js";

const element = (id) => document.getElementById(id);

/** Fills a list again; shows a text when it is empty. */
function fill(id, rows, empty) {
  element(id).replaceChildren(...(rows.length > 0 ? rows : [make("li", { className: "muted" }, empty)]));
}

// ---- unfinished uploads

async function showUploads() {
  const { upload_sets: sets } = await call("GET", "/api/users/me/upload_sets?limit=50");
  element("uploads-section").hidden = sets.length === 0;
  fill("uploads", sets.map(uploadRow), "");
}

function uploadRow({ id, title, created_at, completed, items_status: { prepared = 0 } = {}, nb_items: count = 0 }) {
  const state = completed ? say("web.pictures_ready", { done: prepared, count }) : say("web.not_complete");
  return make(
    "li",
    {},
    make("span", { className: "file-name" }, `${title} – ${dateTime(created_at)}`),
    make("span", { className: "badge waiting" }, state),
    !completed && button(say("web.finish"), "quiet small", async () => {
      await call("POST", `/api/upload_sets/${id}/complete`);
      await showUploads();
    }),
    button(say("web.delete"), "danger small", async () => {
      if (!confirm(say("web.delete_forever", { title }))) return;
      await call("DELETE", `/api/upload_sets/${id}`);
      await Promise.all([showUploads(), showSequences()]);
      announce(say("web.deleted"));
    }),
  );
}

// ---- tokens

/** @param made the token that was just made: it is shown to be copied */
async function showTokens(made) {
  const tokens = await call("GET", "/api/users/me/tokens?show_last_use=true");
  fill(
    "tokens",
    tokens.map((token) => tokenRow(token, token.id === made?.id ? made : undefined)),
    say("web.no_tokens"),
  );
}

function tokenRow({ id, description, generated_at, expires_at, last_used_at, scopes }, made) {
  const secret = make("div", { className: "token" });
  const show = ({ jwt_token }) => secret.replaceChildren(copyable(description || "–", jwt_token));
  if (made) show(made);
  return make(
    "li",
    {},
    make(
      "span",
      { className: "file-name" },
      `${description || "–"} (${dateTime(generated_at)}) `,
      make(
        "span",
        { className: "muted" },
        say("web.token_state", {
          scopes: scopes.join(", "),
          used: dateTime(last_used_at),
          expires: dateTime(expires_at),
        }),
      ),
      secret,
    ),
    button(say("web.show"), "quiet small", async () => show(await call("GET", `/api/users/me/tokens/${id}`))),
    button(say("web.revoke"), "danger small", async () => {
      if (!confirm(say("web.revoke_question"))) return;
      await call("DELETE", `/api/users/me/tokens/${id}`);
      await showTokens();
      announce(say("web.revoked"));
    }),
  );
}

element("new-token").onsubmit = (event) => {
  event.preventDefault();
  const { target } = event;
  run(async () => {
    const { description, scopes, lifetime } = Object.fromEntries(new FormData(target));
    const made = await call("POST", "/api/users/me/tokens", {
      description,
      ...(scopes ? { scopes: scopes.split(",") } : {}),
      ...(lifetime ? { expires_in: Number(lifetime) } : {}),
    });
    target.reset();
    await showTokens(made);
  });
};

// ---- settings

async function showSettings() {
  const { default_visibility, collaborative_metadata } = await call("GET", "/api/users/me");
  element("default-visibility").value = default_visibility ?? "";
  element("collaborative").checked = collaborative_metadata ?? true;
  // Disabled until now: a choice made before the settings arrive would be lost.
  element("account-fields").disabled = false;
}

element("account-settings").onsubmit = (event) => {
  event.preventDefault();
  run(async () => {
    complain();
    await call("PATCH", "/api/users/me", {
      default_visibility: element("default-visibility").value || null,
      collaborative_metadata: element("collaborative").checked,
    });
    announce(say("web.saved"));
  });
};

fillSections([showSequences, showReports, showUploads, () => showTokens(), showSettings]);
