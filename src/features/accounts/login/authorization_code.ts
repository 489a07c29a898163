/** The authorization code flow by openid-client, as far as OpenID Connect and plain OAuth 2.0 have it in common. */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  type Configuration,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from "openid-client";
import { LoginFailure, type PendingLogin, ProviderUnreachable } from "./provider.ts";

/** Seconds that the provider may take for one answer. */
export const PATIENCE = 10;

/** Where to send somebody, and what to remember. @param scope separated by spaces */
export async function leave(
  configuration: Configuration,
  { redirectUri, scope, withNonce }: { redirectUri: string; scope: string; withNonce: boolean },
): Promise<{ url: URL; pending: PendingLogin }> {
  const pending: PendingLogin = {
    state: randomState(),
    codeVerifier: randomPKCECodeVerifier(),
    ...(withNonce ? { nonce: randomNonce() } : {}),
    redirectUri,
  };
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope,
    state: pending.state,
    code_challenge: await calculatePKCECodeChallenge(pending.codeVerifier),
    code_challenge_method: "S256",
    ...(pending.nonce ? { nonce: pending.nonce } : {}),
  });
  return { url, pending };
}

/** What the provider gives for the code; the state, and an ID token where a nonce was sent, are checked. */
export function comeBack(configuration: Configuration, query: URLSearchParams, pending: PendingLogin) {
  const url = new URL(pending.redirectUri);
  url.search = query.toString();
  return translateFailures(() =>
    authorizationCodeGrant(configuration, url, {
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      pkceCodeVerifier: pending.codeVerifier,
    })
  );
}

/** Tells failures of the network from refusals. */
export async function translateFailures<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof AuthorizationResponseError || cause instanceof ResponseBodyError) {
      throw new LoginFailure(cause.error_description ?? cause.error, { cause });
    }
    const isTooLate = cause instanceof ClientError && cause.code === "OAUTH_TIMEOUT";
    if (cause instanceof WWWAuthenticateChallengeError || (cause instanceof ClientError && !isTooLate)) {
      throw new LoginFailure(cause.message, { cause });
    }
    if (isTooLate || cause instanceof TypeError) {
      throw new ProviderUnreachable("The identity provider does not answer", { cause });
    }
    throw cause;
  }
}

/** Some providers are reached without TLS, inside a private network. */
export function allowPlainHttp(configuration: Configuration, address: string): void {
  if (address.startsWith("http:")) allowInsecureRequests(configuration);
}
