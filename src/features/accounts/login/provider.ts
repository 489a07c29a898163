/** What a login asks of an identity provider (OAuth 2.0 authorization code, RFC 6749 section 4.1, with PKCE, RFC 7636). */

import type { Message } from "../../../core/messages/mod.ts";

/** Who logged in, as the provider says. */
export interface Identity {
  /** Never changes for a person. */
  id: string;
  name: string;
  /** To be given back when logging out (OpenID Connect). */
  idToken?: string;
}

/** What has to be remembered between leaving for the provider and coming back. */
export interface PendingLogin {
  state: string;
  codeVerifier: string;
  nonce?: string;
  redirectUri: string;
}

/** Names of the providers in `accounts.oauth_provider`, as geovisio has them. */
export const PROVIDER_NAMES = { oidc: "keycloak", osm: "osm" } as const;

/** A service that knows who people are. */
export interface LoginProvider {
  /** As in `accounts.oauth_provider`. */
  readonly name: string;
  /**
   * Where to send somebody who wants to log in.
   * @param redirectUri where the provider sends them back to
   * @throws ProviderUnreachable
   */
  begin(redirectUri: string): Promise<{ url: URL; pending: PendingLogin }>;
  /**
   * Who came back.
   * @param query parameters that the provider added to the redirect URI
   * @throws ProviderUnreachable, LoginFailure
   */
  finish(query: URLSearchParams, pending: PendingLogin): Promise<Identity>;
  /**
   * Where to send somebody who logs out; undefined when the provider has no such page.
   * @throws ProviderUnreachable
   */
  logoutUrl(idToken: string, returnTo: string): Promise<URL | undefined>;
}

/** The provider does not answer, or not as its protocol requires. */
export class ProviderUnreachable extends Error {
  override name = "ProviderUnreachable";
}

/** The provider refused the login, or what it sent does not hold. */
export class LoginFailure extends Error {
  override name = "LoginFailure";
  /** For the person who logs in: a text of ours, or the provider's own words. */
  readonly text: Message | string;

  constructor(text: Message | string, options?: ErrorOptions) {
    super(String(text), options);
    this.text = text;
  }
}
