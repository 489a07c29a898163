/** Login by OpenStreetMap: plain OAuth 2.0; who it is, its API says. */
import { ClientSecretPost, Configuration, fetchProtectedResource } from "openid-client";
import { z } from "zod";
import { message } from "../../../core/messages/mod.ts";
import { requiredSetting, type Settings } from "../../../core/settings/mod.ts";
import { allowPlainHttp, comeBack, leave, PATIENCE, translateFailures } from "./authorization_code.ts";
import { type Identity, LoginFailure, type LoginProvider, type PendingLogin, PROVIDER_NAMES } from "./provider.ts";

const SCOPE = "read_prefs";

/** Where OpenStreetMap is. */
export interface OsmAddresses {
  website: string;
  api: string;
}

const OPENSTREETMAP: OsmAddresses = { website: "https://www.openstreetmap.org", api: "https://api.openstreetmap.org" };

const userDetails = z.object({ user: z.object({ id: z.number(), display_name: z.string() }) });

/** Logs people in by OpenStreetMap. */
export class OsmProvider implements LoginProvider {
  readonly name = PROVIDER_NAMES.osm;
  readonly #configuration: Configuration;
  readonly #addresses: OsmAddresses;

  constructor(
    settings: Pick<Settings, "OAUTH_CLIENT_ID" | "OAUTH_CLIENT_SECRET">,
    addresses = OPENSTREETMAP,
  ) {
    this.#addresses = addresses;
    this.#configuration = new Configuration(
      {
        issuer: addresses.website,
        authorization_endpoint: `${addresses.website}/oauth2/authorize`,
        token_endpoint: `${addresses.website}/oauth2/token`,
      },
      requiredSetting(settings, "OAUTH_CLIENT_ID"),
      undefined,
      ClientSecretPost(requiredSetting(settings, "OAUTH_CLIENT_SECRET")),
    );
    this.#configuration.timeout = PATIENCE;
    allowPlainHttp(this.#configuration, addresses.website);
  }

  begin(redirectUri: string): Promise<{ url: URL; pending: PendingLogin }> {
    return leave(this.#configuration, { redirectUri, scope: SCOPE, withNonce: false });
  }

  async finish(query: URLSearchParams, pending: PendingLogin): Promise<Identity> {
    const { access_token: token } = await comeBack(this.#configuration, query, pending);
    const url = new URL(`${this.#addresses.api}/api/0.6/user/details.json`);
    const answer = await translateFailures(() => fetchProtectedResource(this.#configuration, token, url, "GET"));
    const details = userDetails.safeParse(await answer.json().catch(() => undefined));
    if (!details.success) throw new LoginFailure(message("accounts.osm_sent_no_name"));
    const { id, display_name: name } = details.data.user;
    return { id: String(id), name };
  }

  logoutUrl(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
