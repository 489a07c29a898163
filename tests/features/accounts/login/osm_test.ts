/** The login by OpenStreetMap, against a server that answers as its documents say. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { LoginFailure, ProviderUnreachable } from "../../../../src/features/accounts/login/provider.ts";
import { OsmProvider } from "../../../../src/features/accounts/login/osm.ts";

const REDIRECT_URI = "http://instance.example.org/api/auth/redirect";
const CLIENT = { OAUTH_CLIENT_ID: "an-instance", OAUTH_CLIENT_SECRET: "its secret" };

/** What the server answers for the details of the user. */
type Details = () => Response;

/** Starts a server that knows one code, `the-code`, asked for by a login. */
async function withOpenStreetMap(
  details: Details,
  body: (
    provider: OsmProvider,
    begin: () => Promise<{ url: URL; finish: (code: string) => Promise<unknown> }>,
  ) => Promise<void>,
): Promise<void> {
  let challenge: string | null = null;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/oauth2/token") {
      const form = new URLSearchParams(await request.text());
      const verifier = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
      const isRight = form.get("code") === "the-code" && form.get("client_id") === CLIENT.OAUTH_CLIENT_ID &&
        form.get("client_secret") === CLIENT.OAUTH_CLIENT_SECRET && form.get("redirect_uri") === REDIRECT_URI &&
        verifier === challenge;
      return isRight
        ? Response.json({ access_token: "an access token", token_type: "Bearer", scope: "read_prefs", created_at: 1 })
        : Response.json({ error: "invalid_grant", error_description: "The code is not good" }, { status: 400 });
    }
    const isKnown = pathname === "/api/0.6/user/details.json" &&
      request.headers.get("Authorization") === "Bearer an access token";
    return isKnown ? details() : new Response("Unknown", { status: 404 });
  });
  try {
    const address = `http://127.0.0.1:${server.addr.port}`;
    const provider = new OsmProvider(CLIENT, { website: address, api: address });
    await body(provider, async () => {
      const { url, pending } = await provider.begin(REDIRECT_URI);
      challenge = url.searchParams.get("code_challenge");
      return { url, finish: (code) => provider.finish(new URLSearchParams({ code, state: pending.state }), pending) };
    });
  } finally {
    await server.shutdown();
  }
}

const OF_MIREILLE = () => Response.json({ version: "0.6", user: { id: 12, display_name: "Mireille & co" } });

Deno.test("OsmProvider asks OpenStreetMap for a code, with state and PKCE, and for no more than the preferences", async () => {
  const { url } = await new OsmProvider(CLIENT).begin(REDIRECT_URI);
  assert.equal(`${url.origin}${url.pathname}`, "https://www.openstreetmap.org/oauth2/authorize");
  const query = Object.fromEntries(url.searchParams);
  assert.ok(query.state!.length >= 43 && query.code_challenge!.length === 43);
  assert.deepEqual({ ...query, state: "", code_challenge: "" }, {
    response_type: "code",
    client_id: "an-instance",
    redirect_uri: REDIRECT_URI,
    scope: "read_prefs",
    state: "",
    code_challenge: "",
    code_challenge_method: "S256",
  });
});

Deno.test("OsmProvider learns the id, as text, and the name of who logged in", async () => {
  await withOpenStreetMap(OF_MIREILLE, async (_, begin) => {
    const { finish } = await begin();
    assert.deepEqual(await finish("the-code"), { id: "12", name: "Mireille & co" });
  });
});

Deno.test("OsmProvider has no page to log out", async () => {
  assert.equal(await new OsmProvider(CLIENT).logoutUrl(), undefined);
});

Deno.test("OsmProvider refuses a code that OpenStreetMap refuses", async () => {
  await withOpenStreetMap(OF_MIREILLE, async (_, begin) => {
    const { finish } = await begin();
    await assert.rejects(finish("another code"), new LoginFailure("The code is not good"));
  });
});

Deno.test("OsmProvider refuses the answer of another login", async () => {
  await withOpenStreetMap(OF_MIREILLE, async (provider, begin) => {
    const { pending } = await provider.begin(REDIRECT_URI);
    await begin();
    const query = new URLSearchParams({ code: "the-code", state: pending.state });
    await assert.rejects(provider.finish(query, pending), LoginFailure, "the verifier of the first login");
    query.set("state", "another state");
    await assert.rejects(provider.finish(query, pending), LoginFailure);
  });
});

for (
  const [what, details] of [
    ["no JSON", () => new Response("<osm/>")],
    ["nobody", () => Response.json({ user: null })],
    ["a refusal", () => new Response("No", { status: 401, headers: { "WWW-Authenticate": 'Bearer realm="x"' } })],
  ] as [string, Details][]
) {
  Deno.test(`OsmProvider refuses a login when the details are ${what}`, async () => {
    await withOpenStreetMap(details, async (_, begin) => {
      const { finish } = await begin();
      await assert.rejects(finish("the-code"), LoginFailure);
    });
  });
}

Deno.test("OsmProvider tells when OpenStreetMap does not answer", async () => {
  const provider = new OsmProvider(CLIENT, { website: "http://127.0.0.1:1", api: "http://127.0.0.1:1" });
  const { pending } = await provider.begin(REDIRECT_URI);
  const query = new URLSearchParams({ code: "the-code", state: pending.state });
  await assert.rejects(provider.finish(query, pending), ProviderUnreachable);
});
