/** Passkeys (WebAuthn): logging in with one, and those of the own account. */
import { announce, button, call, complain, data, dateTime, make, run, say } from "./page.js";

const element = (id) => document.getElementById(id);

function bytesOf(base64url) {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function base64url(buffer) {
  const text = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Asks the authenticator; it says next to nothing about why it did not work. */
async function ask(what, options) {
  if (!navigator.credentials?.[what]) throw new Error(say("web.passkeys_unsupported"));
  try {
    return await navigator.credentials[what]({ publicKey: options });
  } catch {
    throw new Error(say("web.passkey_failed"));
  }
}

function credentialJson({ id, rawId, type }, response) {
  return { id, rawId: base64url(rawId), type, clientExtensionResults: {}, response };
}

const known = ({ id, type, transports }) => ({ id: bytesOf(id), type, transports });

// ---- logging in

async function logIn() {
  const options = await call("POST", "/api/auth/passkey/options");
  const credential = await ask("get", {
    ...options,
    challenge: bytesOf(options.challenge),
    allowCredentials: (options.allowCredentials ?? []).map(known),
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  const { location: next } = await call("POST", "/api/auth/passkey", {
    response: credentialJson(credential, {
      clientDataJSON: base64url(clientDataJSON),
      authenticatorData: base64url(authenticatorData),
      signature: base64url(signature),
      ...(userHandle ? { userHandle: base64url(userHandle) } : {}),
    }),
    ...(data.nextUrl ? { next_url: data.nextUrl } : {}),
  });
  location.assign(next);
}

const login = element("passkey-login");
if (login) {
  login.onclick = async () => {
    login.disabled = true;
    complain();
    try {
      await logIn();
    } catch (error) {
      complain(error);
      login.disabled = false;
    }
  };
}

// ---- the own passkeys

async function showPasskeys() {
  const { passkeys } = await call("GET", "/api/users/me/passkeys");
  const rows = passkeys.map(passkeyRow);
  element("passkeys").replaceChildren(
    ...(rows.length > 0 ? rows : [make("li", { className: "muted" }, say("web.no_passkeys"))]),
  );
}

function passkeyRow({ id, name, created_at, last_used_at }) {
  const path = `/api/users/me/passkeys/${id}`;
  const times = say("web.passkey_times", { created: dateTime(created_at), used: dateTime(last_used_at) });
  return make(
    "li",
    {},
    make("span", { className: "file-name" }, `${name} `, make("span", { className: "muted" }, times)),
    button(say("web.rename"), "quiet small", async () => {
      const given = prompt(say("web.new_name"), name)?.trim();
      if (!given) return;
      await call("PATCH", path, { name: given });
      await showPasskeys();
    }),
    button(say("web.remove"), "danger small", async () => {
      if (!confirm(say("web.remove_passkey_question"))) return;
      await call("DELETE", path);
      await showPasskeys();
    }),
  );
}

async function addPasskey(name, password) {
  const options = await call("POST", "/api/users/me/passkeys/options", { password });
  const credential = await ask("create", {
    ...options,
    challenge: bytesOf(options.challenge),
    user: { ...options.user, id: bytesOf(options.user.id) },
    excludeCredentials: (options.excludeCredentials ?? []).map(known),
  });
  const { clientDataJSON, attestationObject } = credential.response;
  await call("POST", "/api/users/me/passkeys", {
    name,
    response: credentialJson(credential, {
      clientDataJSON: base64url(clientDataJSON),
      attestationObject: base64url(attestationObject),
      transports: credential.response.getTransports?.() ?? [],
    }),
  });
}

const form = element("new-passkey");
if (form) {
  form.onsubmit = (event) => {
    event.preventDefault();
    run(async () => {
      complain();
      const { name, password } = Object.fromEntries(new FormData(form));
      await addPasskey(name, password);
      form.reset();
      await showPasskeys();
      announce(say("web.passkey_added"));
    });
  };
  run(showPasskeys);
}
