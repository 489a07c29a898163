/** What browsers may load for our pages (Content Security Policy level 3): what is ours, and what a setting names. */
import type { Settings } from "../../core/settings/mod.ts";

export type PolicySettings = Pick<
  Settings,
  | "API_WEBSITE_URL"
  | "API_ALLOWED_RETURN_URLS"
  | "API_MAP_STYLE_URL"
  | "API_VIEWER_HOSTS"
  | "API_PERMANENT_PICTURES_PUBLIC_URL"
  | "API_DERIVATES_PICTURES_PUBLIC_URL"
>;

/** What kind of page it is. */
export interface PageNeeds {
  /** It shows a map or pictures: drawn by workers made of text, with styles set on elements, and perhaps from elsewhere. */
  map?: boolean;
  /** Its scripts set styles on elements. */
  styledByScripts?: boolean;
  /** Origins beside our own that it shows pictures and films of. */
  mediaOrigins?: string[];
  /** Other sites may show it inside their pages. */
  embeddable?: boolean;
}

/** The policy of a page. No page runs a script that stands in it. */
export function contentSecurityPolicy(settings: PolicySettings, needs: PageNeeds): string {
  const { map, embeddable, styledByScripts = map, mediaOrigins = [] } = needs;
  const media = mediaOrigins.map((origin) => ` ${origin}`).join("");
  const others = otherOrigins(settings).map((origin) => ` ${origin}`).join("");
  // Forms lead to this server, which may then redirect elsewhere: browsers want all of it to be named.
  const targets = [settings.API_WEBSITE_URL, ...settings.API_ALLOWED_RETURN_URLS ?? []].filter((url) =>
    URL.canParse(url)
  )
    .map((url) => new URL(url)).map((url) => ` ${url.origin === "null" ? url.protocol : url.origin}`).join("");
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${styledByScripts ? " 'unsafe-inline'" : ""}`,
    `img-src 'self' data: blob:${others}${media}`,
    `connect-src 'self'${map ? " data: blob:" : ""}${others}`,
    "font-src 'self'",
    `media-src 'self'${media}`,
    ...(map ? ["worker-src 'self' blob:"] : []),
    "manifest-src 'self'",
    `form-action 'self'${targets}`,
    "base-uri 'none'",
    `frame-ancestors ${embeddable ? "*" : "'none'"}`,
  ].join("; ");
}

/** Origins beside our own that pages may ask: where the map comes from, and where pictures are served. */
export function otherOrigins(settings: PolicySettings): string[] {
  const addresses = [
    settings.API_MAP_STYLE_URL,
    settings.API_PERMANENT_PICTURES_PUBLIC_URL,
    settings.API_DERIVATES_PICTURES_PUBLIC_URL,
    ...settings.API_VIEWER_HOSTS ?? [],
  ];
  return [...new Set(addresses.filter((address) => address && URL.canParse(address)).map((a) => new URL(a!).origin))];
}
