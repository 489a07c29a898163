/** The account page: the caller's pictures, tokens and settings. */
import { announce, base, button, call, complain, data, dateTime, fillSections, make, run, say } from "./page.js";

const PAGE_SIZE = 24;
/** Classes of the badges by visibility. */
const BADGES = { "anyone": "good", "logged-only": "", "owner-only": "waiting" };
const element = (id) => document.getElementById(id);

/** Fills a list again; shows a text when it is empty. */
function fill(id, rows, empty) {
  element(id).replaceChildren(...(rows.length > 0 ? rows : [make("li", { className: "muted" }, empty)]));
}

// ---- sequences

async function showSequences(address) {
  const collection = address ? await call("GET", address) : await newestSequences();
  const children = collection.links.filter(({ rel }) => rel === "child");
  fill("sequences", children.map(sequenceCard), say("web.no_sequences"));
  const pages = element("sequence-pages");
  pages.replaceChildren();
  for (const [rel, label] of [["prev", say("web.newer")], ["next", say("web.older")]]) {
    const link = collection.links.find((found) => found.rel === rel);
    if (!link) continue;
    const { pathname, search } = new URL(link.href);
    pages.append(button(label, "quiet small", () => showSequences(pathname.slice(base.length) + search)));
  }
}

/** An account has a catalog from the start, but no collection before its first picture. */
async function newestSequences() {
  const { links } = await call("GET", "/api/users/me/catalog?limit=1");
  return links.some(({ rel }) => rel === "child")
    ? await call("GET", `/api/users/me/collection?limit=${PAGE_SIZE}`)
    : { links: [] };
}

function sequenceCard(link) {
  const { id, title } = link;
  const visibility = link["geovisio:visibility"] ?? (link["geovisio:status"] === "hidden" ? "owner-only" : "anyone");
  const path = `/api/collections/${id}`;
  const bbox = link.extent?.spatial?.bbox?.[0];
  const change = async (changes, done) => {
    await call("PATCH", path, changes);
    await showSequences();
    announce(done);
  };
  return make(
    "li",
    { className: "card" },
    make("img", {
      src: `${base}${path}/thumb.jpg`,
      alt: "",
      loading: "lazy",
      onerror: ({ target }) => target.remove(),
    }),
    make("h3", {}, title),
    make(
      "p",
      { className: "muted" },
      say("web.picture_count", { count: link["stats:items"]?.count ?? 0 }),
      " ",
      make("span", { className: `badge ${BADGES[visibility]}` }, audience(visibility)),
    ),
    make(
      "div",
      { className: "actions" },
      bbox && bbox[0] !== null &&
        make(
          "a",
          { className: "button small quiet", href: mapAddress(bbox), "aria-label": named(say("web.map"), title) },
          say("web.map"),
        ),
      namedButton("web.rename", title, "quiet small", async () => {
        const name = prompt(say("web.new_name"), title)?.trim();
        if (name) await change({ title: name }, say("web.renamed"));
      }),
      visibilityMenu(visibility, title, (chosen) => change({ visibility: chosen }, say("web.saved"))),
      namedButton("web.delete", title, "danger small", async () => {
        if (!confirm(say("web.delete_forever", { title }))) return;
        await call("DELETE", path);
        await showSequences();
        announce(say("web.deleted"));
      }),
    ),
  );
}

/** What a button does, and with what: a page has many that look alike. */
function named(label, title) {
  return `${label}: ${title}`;
}

function namedButton(key, title, className, work) {
  const made = button(say(key), className, work);
  made.setAttribute("aria-label", named(say(key), title));
  return made;
}

/** Every visibility by name, since one that is merely "shown again" might become visible to more people than before. */
function visibilityMenu(current, title, choose) {
  const choices = new Set([...data.visibilities, current]);
  const menu = make(
    "select",
    { className: "small", "aria-label": named(say("web.visibility"), title) },
    ...Array.from(
      choices,
      (value) => make("option", { value, selected: value === current }, audience(value)),
    ),
  );
  menu.onchange = () => run(() => choose(menu.value));
  return menu;
}

/** Who may see something, in words. */
function audience(visibility) {
  return say(`web.audience_${visibility.replace("-", "_")}`);
}

function mapAddress([west, south, east, north]) {
  return `${base}/#focus=map&map=17/${((south + north) / 2).toFixed(6)}/${((west + east) / 2).toFixed(6)}`;
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

async function showTokens() {
  const tokens = await call("GET", "/api/users/me/tokens?show_last_use=true");
  fill("tokens", tokens.map(tokenRow), say("web.no_tokens"));
}

function tokenRow({ id, description, generated_at, expires_at, last_used_at, scopes }) {
  const secret = make("code", { className: "token", hidden: true });
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
      " ",
      secret,
    ),
    button(say("web.show"), "quiet small", async () => {
      secret.textContent = (await call("GET", `/api/users/me/tokens/${id}`)).jwt_token;
      secret.hidden = false;
    }),
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
    await call("POST", "/api/users/me/tokens", {
      description,
      ...(scopes ? { scopes: scopes.split(",") } : {}),
      ...(lifetime ? { expires_in: Number(lifetime) } : {}),
    });
    target.reset();
    await showTokens();
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

fillSections([showSequences, showUploads, showTokens, showSettings]);
