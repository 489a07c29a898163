/** Settings of what the instance says about itself. */
import { z } from "zod";
import { SettingsError } from "./settings_error.ts";
import { anyText, origins, setting, textLike, tileUrl, webUrl } from "./values.ts";

/** CSS Color Module: a name, hexadecimal digits or a function. */
const CSS_COLOR = /^([a-z]+|#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]+\([\w\s.,%/+-]+\))$/i;

const byLanguage = z.record(z.string(), z.string());

const summaryShape = z.object({
  name: byLanguage.default({ en: "Panoramax" }),
  description: byLanguage.default({ en: "The open source photo mapping solution" }),
  logo: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).href).default(
    "https://gitlab.com/panoramax/gitlab-profile/-/raw/main/images/panoramax.svg",
  ),
  color: z.string().regex(CSS_COLOR).default("#5e499c"),
  email: z.email().default("panoramax@panoramax.fr"),
  geo_coverage: byLanguage.default({
    en: "Worldwide\nThe picture can be sent from anywhere in the world.",
  }),
});

const summary = z.string().optional().transform((text, context) => {
  const read = summaryShape.safeParse(parseJson(text ?? "{}"));
  if (read.success) return read.data;
  const fields = new Set(read.error.issues.flatMap(({ path: [field] }) => field === undefined ? [] : [String(field)]));
  const wrong = fields.size > 0 ? `; wrong: ${[...fields].join(", ")}` : "";
  context.addIssue(`should be a JSON object with name, description, geo_coverage, logo, color and email${wrong}`);
  return z.NEVER;
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Settings of what the instance says of itself. */
export const instanceSettings = {
  API_SUMMARY: summary,
  API_PICTURES_LICENSE_SPDX_ID: textLike(/^[A-Za-z0-9.+-]+$/, "an SPDX identifier such as etalab-2.0", undefined),
  API_PICTURES_LICENSE_URL: webUrl,
  API_WEBSITE_URL: setting<string, string>("same-host", "'same-host', 'false' or a URL starting with http", (text) => {
    const word = text.toLowerCase();
    if (word === "same-host" || word === "false") return word;
    return webUrl.safeParse(text).success ? text : undefined;
  }),
  API_MAIN_PAGE: anyText,
  API_VIEWER_PAGE: anyText,
  API_SECURITY_CONTACT: setting<string, undefined>(
    undefined,
    "an e-mail address or a URL starting with https://",
    (text) => {
      const contact = text.includes(":") ? text : `mailto:${text}`;
      return /^(https:\/\/|mailto:[^@\s]+@)[^@\s]+$/.test(contact) ? contact : undefined;
    },
  ),
  API_DONATION_URL: webUrl,
  API_MAP_STYLE_URL: webUrl,
  API_MAP_RASTER_URL: tileUrl,
  API_MAP_RASTER_ATTRIBUTION: anyText,
  API_MAP_PMTILES: textLike(
    /^(https?:\/\/\S+|(?![a-z][a-z0-9+.-]+:\/\/)[^\0]+)$/i,
    "a file, or a URL starting with http:// or https://",
    undefined,
  ),
  API_GEOCODER_URL: webUrl,
  API_VIEWER_HOSTS: origins,
  API_PERMANENT_PICTURES_PUBLIC_URL: webUrl,
  API_DERIVATES_PICTURES_PUBLIC_URL: webUrl,
};

/**
 * Checks what these settings ask of each other and of others.
 * @throws SettingsError
 */
export function checkInstance(
  settings: {
    API_PICTURES_LICENSE_SPDX_ID?: string;
    API_PICTURES_LICENSE_URL?: string;
    API_DERIVATES_PICTURES_PUBLIC_URL?: string;
    API_MAP_STYLE_URL?: string;
    API_MAP_RASTER_URL?: string;
    API_MAP_RASTER_ATTRIBUTION?: string;
    API_MAP_PMTILES?: string;
    PICTURE_PROCESS_DERIVATES_STRATEGY: string;
  },
): void {
  if (Boolean(settings.API_PICTURES_LICENSE_SPDX_ID) !== Boolean(settings.API_PICTURES_LICENSE_URL)) {
    throw new SettingsError("API_PICTURES_LICENSE_SPDX_ID and API_PICTURES_LICENSE_URL should both be set, or neither");
  }
  const maps = (["API_MAP_STYLE_URL", "API_MAP_RASTER_URL", "API_MAP_PMTILES"] as const).filter((name) =>
    settings[name]
  );
  if (maps.length > 1) throw new SettingsError(`Only one of ${maps.join(" and ")} should be set: each is a base map`);
  if (settings.API_MAP_RASTER_ATTRIBUTION && !settings.API_MAP_RASTER_URL) {
    throw new SettingsError("API_MAP_RASTER_ATTRIBUTION needs API_MAP_RASTER_URL, whose tiles it belongs to");
  }
  if (settings.API_DERIVATES_PICTURES_PUBLIC_URL && settings.PICTURE_PROCESS_DERIVATES_STRATEGY !== "PREPROCESS") {
    throw new SettingsError(
      "API_DERIVATES_PICTURES_PUBLIC_URL needs PICTURE_PROCESS_DERIVATES_STRATEGY=PREPROCESS: only this server can make " +
        "derivates on demand",
    );
  }
}
