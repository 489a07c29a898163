/** What browsers may load for our pages (Content Security Policy level 3): our own files, and those of hosts in the settings. */
import type { Settings } from "../../core/settings/mod.ts";

/** The settings that say which other hosts pages may use. */
export type PolicySettings = Pick<
  Settings,
  | "API_WEBSITE_URL"
  | "API_ALLOWED_RETURN_URLS"
  | "API_MAP_STYLE_URL"
  | "API_MAP_RASTER_URL"
  | "API_GEOCODER_URL"
  | "API_VIEWER_HOSTS"
  | "API_PERMANENT_PICTURES_PUBLIC_URL"
  | "API_DERIVATES_PICTURES_PUBLIC_URL"
>;

/** What kind of page it is. */
export interface PageNeeds {
  /** It shows a map or pictures: with workers made from text, inline styles, and perhaps other hosts. */
  map?: boolean;
  /** Its scripts set styles on elements. */
  styledByScripts?: boolean;
  /** Other origins from which it shows pictures and videos. */
  mediaOrigins?: string[];
  /** Other sites may show it in a frame. */
  embeddable?: boolean;
}

/** The policy of a page. No page may run inline scripts. */
export function contentSecurityPolicy(settings: PolicySettings, needs: PageNeeds): string {
  const { map, embeddable, styledByScripts = map, mediaOrigins = [] } = needs;
  const media = mediaOrigins.map((origin) => ` ${origin}`).join("");
  const others = otherOrigins(settings).map((origin) => ` ${origin}`).join("");
  // Forms are sent to this server, which may redirect to other hosts: browsers require these to be listed too.
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

/** Whether an origin is one source in a policy: the URL parser takes `https://host;sandbox`, which would begin a directive. */
export function isPolicySource(origin: string): boolean {
  return /^https?:\/\/[\w.:[\]-]+$/.test(origin);
}

/** Other origins that pages may send requests to: where the map comes from, and where pictures are served. */
export function otherOrigins(settings: PolicySettings): string[] {
  const addresses = [
    settings.API_MAP_STYLE_URL,
    settings.API_MAP_RASTER_URL,
    settings.API_GEOCODER_URL,
    settings.API_PERMANENT_PICTURES_PUBLIC_URL,
    settings.API_DERIVATES_PICTURES_PUBLIC_URL,
    ...settings.API_VIEWER_HOSTS ?? [],
  ];
  const origins = new Set(addresses.flatMap((address) => URL.parse(address ?? "")?.origin ?? []));
  return [...origins].filter(isPolicySource);
}
