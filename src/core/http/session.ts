/** A login in a browser, as the signed cookie holds it. Websites of Panoramax read it; the role is never in it. */
export interface Session {
  account: {
    id: string;
    name: string;
    oauth_provider?: string;
    oauth_id?: string;
    tos_accepted?: boolean;
  };
  /** UUID of this login: the id of its row. */
  sid: string;
  /** As the identity provider gave it, to be given back at logout (OpenID Connect). */
  id_token?: string;
}
