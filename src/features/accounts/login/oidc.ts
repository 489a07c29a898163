/** Login by OpenID Connect (Core 1.0): everything about the provider comes from its metadata. */
import {
  allowInsecureRequests,
  buildEndSessionUrl,
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type ServerMetadata,
} from "openid-client";
import { message } from "../../../core/messages/mod.ts";
import { requiredSetting, type Settings } from "../../../core/settings/mod.ts";
import { comeBack, leave, PATIENCE, translateFailures } from "./authorization_code.ts";
import {
  type Identity,
  LoginFailure,
  type LoginProvider,
  type PendingLogin,
  PROVIDER_NAMES,
  ProviderUnreachable,
} from "./provider.ts";
import { messageOf } from "../../../core/thrown.ts";

const WELL_KNOWN = "/.well-known/openid-configuration";
/** Seconds that clocks may differ. */
const CLOCK_TOLERANCE = 120;
/** Claims that can be a name, the best first. */
const NAMES = ["preferred_username", "name", "email", "nickname"] as const;

/** The settings of a provider, all there when `OAUTH_PROVIDER` is `oidc`. */
export interface OidcSettings {
  /** Address of the provider, its issuer. */
  url: string;
  clientId: string;
  clientSecret: string;
  scope: string;
}

/**
 * The settings of the provider.
 * @throws SettingsError when one is missing
 */
export function oidcSettings(settings: Settings): OidcSettings {
  return {
    url: requiredSetting(settings, "OAUTH_OIDC_URL"),
    clientId: requiredSetting(settings, "OAUTH_CLIENT_ID"),
    clientSecret: requiredSetting(settings, "OAUTH_CLIENT_SECRET"),
    scope: settings.OAUTH_SCOPE,
  };
}

/** Logs people in by any provider of OpenID Connect, such as Keycloak. */
export class OidcProvider implements LoginProvider {
  /** Whatever the provider: existing databases call all of them so. */
  readonly name = PROVIDER_NAMES.oidc;
  readonly #settings: OidcSettings;
  #configuration?: Promise<Configuration>;

  constructor(settings: OidcSettings) {
    this.#settings = settings;
  }

  async begin(redirectUri: string): Promise<{ url: URL; pending: PendingLogin }> {
    return await leave(await this.#discover(), { redirectUri, scope: this.#settings.scope, withNonce: true });
  }

  async finish(query: URLSearchParams, pending: PendingLogin): Promise<Identity> {
    const configuration = await this.#discover();
    const tokens = await comeBack(configuration, query, pending);
    const claims = tokens.claims();
    if (!claims) throw new LoginFailure(message("accounts.no_id_token"));
    const name = nameIn(claims) ?? await this.#nameFromUserInfo(configuration, tokens.access_token, claims.sub);
    return { id: claims.sub, name: name ?? claims.sub, idToken: tokens.id_token };
  }

  async logoutUrl(idToken: string, returnTo: string): Promise<URL | undefined> {
    const configuration = await this.#discover();
    if (!configuration.serverMetadata().end_session_endpoint) return undefined;
    return buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo, id_token_hint: idToken });
  }

  /** Some providers only name people there. */
  async #nameFromUserInfo(configuration: Configuration, accessToken: string, subject: string) {
    if (!configuration.serverMetadata().userinfo_endpoint) return undefined;
    return nameIn(await translateFailures(() => fetchUserInfo(configuration, accessToken, subject)));
  }

  /** The metadata are read at the first login; a failure is not kept. */
  #discover(): Promise<Configuration> {
    this.#configuration ??= readMetadata(this.#settings).catch((error) => {
      this.#configuration = undefined;
      throw error;
    });
    return this.#configuration;
  }
}

async function readMetadata({ url, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
  const issuer = url.replace(/\/+$/, "");
  const execute = issuer.startsWith("http:") ? [allowInsecureRequests] : [];
  try {
    const found = await discovery(new URL(`${issuer}${WELL_KNOWN}`), clientId, undefined, undefined, {
      execute,
      timeout: PATIENCE,
    });
    const metadata = found.serverMetadata();
    if (metadata.issuer.replace(/\/+$/, "") !== issuer) {
      throw new Error(`it says that its address is ${metadata.issuer}, not ${issuer}`);
    }
    const configuration = new Configuration(
      metadata,
      clientId,
      { [clockTolerance]: CLOCK_TOLERANCE },
      clientAuthentication(metadata, clientSecret),
    );
    configuration.timeout = PATIENCE;
    for (const extension of execute) extension(configuration);
    // The signature of ID tokens is checked even where TLS already authenticates the sender.
    enableNonRepudiationChecks(configuration);
    return configuration;
  } catch (cause) {
    throw new ProviderUnreachable(`Cannot read ${issuer}${WELL_KNOWN}: ${messageOf(cause)}`, { cause });
  }
}

/** As the provider supports it; not said means in the header (OpenID Connect Discovery section 3). */
function clientAuthentication({ token_endpoint_auth_methods_supported: methods }: ServerMetadata, secret: string) {
  const isInBody = methods !== undefined && !methods.includes("client_secret_basic");
  return isInBody ? ClientSecretPost(secret) : ClientSecretBasic(secret);
}

function nameIn(claims: { [claim: string]: unknown }): string | undefined {
  return NAMES.map((claim) => claims[claim]).find((value): value is string =>
    typeof value === "string" && value !== ""
  );
}
