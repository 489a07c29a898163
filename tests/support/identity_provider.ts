/**
 * An OpenID Connect provider for tests, with real keys and signatures: authorization code with PKCE. Nobody is asked for a
 * password; who logs in is what the test says.
 */
import { createHash, randomUUID } from "node:crypto";
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from "jose";

export const CLIENT_ID = "an-instance", CLIENT_SECRET = "its secret";

export interface IdentityProvider {
  /** The issuer. */
  url: string;
  /** Settings of an instance that uses it. */
  settings: Record<string, string>;
  /** Claims of who logs in next. */
  user: JWTPayload;
  /** Makes ID tokens; a test may put a forger here. */
  signIdToken: (claims: JWTPayload) => Promise<string>;
  /** Signs as the provider does. */
  signHonestly: (claims: JWTPayload) => Promise<string>;
  /** The public key, as PEM. */
  publicKey: string;
  /** What the provider was last asked for at the start of a login. */
  lastRequest?: URLSearchParams;
  /** What it was last asked for at a logout. */
  lastLogout?: URLSearchParams;
  /** Undoes what a test changed. */
  reset(): void;
  stop(): Promise<void>;
}

const KEY_ID = "key of the test";
const USER = { sub: "0b7c0ff0-2f0d-4d54-9d8e-5a3d6f3a6b11", preferred_username: "mireille" };

/** Starts a provider on a free port. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const codes = new Map<string, URLSearchParams>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => answer(request));
  const url = `http://127.0.0.1:${server.addr.port}/realms/test`;
  const signHonestly = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: KEY_ID }).sign(privateKey);

  const provider: IdentityProvider = {
    url,
    settings: {
      OAUTH_PROVIDER: "oidc",
      OAUTH_OIDC_URL: `${url}/`,
      OAUTH_CLIENT_ID: CLIENT_ID,
      OAUTH_CLIENT_SECRET: CLIENT_SECRET,
    },
    user: USER,
    signIdToken: signHonestly,
    signHonestly,
    publicKey: await exportSPKI(publicKey),
    reset() {
      provider.user = USER;
      provider.signIdToken = signHonestly;
    },
    stop: () => server.shutdown(),
  };
  return provider;

  async function answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    switch (pathname.replace("/realms/test", "")) {
      case "/.well-known/openid-configuration":
        return Response.json(metadata(url));
      case "/certs":
        return Response.json({ keys: [{ ...await exportJWK(publicKey), kid: KEY_ID, use: "sig", alg: "RS256" }] });
      case "/auth":
        return authorize(searchParams);
      case "/token":
        return await giveTokens(request);
      case "/logout":
        provider.lastLogout = searchParams;
        return Response.redirect(searchParams.get("post_logout_redirect_uri")!, 302);
      default:
        return new Response("Not found", { status: 404 });
    }
  }

  function authorize(query: URLSearchParams): Response {
    provider.lastRequest = query;
    const code = randomUUID();
    codes.set(code, query);
    const back = new URL(query.get("redirect_uri")!);
    back.searchParams.set("code", code);
    back.searchParams.set("state", query.get("state")!);
    return Response.redirect(back, 302);
  }

  /** A code works once, for the client that asked for it, and with the verifier of its challenge. */
  async function giveTokens(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text());
    const asked = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
    const isRight = asked && isClient(request, form) && challenge === asked.get("code_challenge") &&
      asked.get("code_challenge_method") === "S256" && form.get("redirect_uri") === asked.get("redirect_uri");
    if (!isRight) return Response.json({ error: "invalid_grant" }, { status: 400 });
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: url, aud: CLIENT_ID, iat: now, exp: now + 60, nonce: asked.get("nonce")!, ...provider.user };
    return Response.json({
      access_token: randomUUID(),
      token_type: "Bearer",
      id_token: await provider.signIdToken(claims),
    });
  }
}

/** In the header (RFC 6749 section 2.3.1: both parts encoded as in forms) or in the body. */
function isClient(request: Request, form: URLSearchParams): boolean {
  const encoded = /^Basic (.+)$/.exec(request.headers.get("Authorization") ?? "")?.[1];
  const [id, secret] = encoded
    ? atob(encoded).split(":").map((part) => decodeURIComponent(part.replaceAll("+", " ")))
    : [form.get("client_id"), form.get("client_secret")];
  return id === CLIENT_ID && secret === CLIENT_SECRET;
}

function metadata(url: string) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/auth`,
    token_endpoint: `${url}/token`,
    jwks_uri: `${url}/certs`,
    end_session_endpoint: `${url}/logout`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
  };
}
