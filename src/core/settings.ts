/**
 * Settings come from the environment (and a `.env` file), with the names geovisio uses, so that an instance can move here.
 * Nothing else in the program reads the environment.
 */
import { availableParallelism } from "node:os";
import { z } from "zod";
import { Cron } from "croner";

/** Who may see a picture, a sequence or an upload set. */
export const VISIBILITIES = ["anyone", "owner-only", "logged-only"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** How people log in: an identity provider, or accounts with passwords of this instance (`local`). */
export type LoginKind = "oidc" | "osm" | "local";

/** A setting that stops the start, with its name and what was expected. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

const flag = (fallback: boolean) =>
  z.string().optional().transform((text) => text === undefined ? fallback : text.toLowerCase() === "true");

const integer = (fallback: number, expected: string) =>
  z.string().optional().transform((text, context) => {
    if (text === undefined) return fallback;
    if (/^-?\d+$/.test(text)) return Number(text);
    context.addIssue(`should be ${expected}, got '${text}'`);
    return z.NEVER;
  });

/** A TCP port; 0 for any that is free. */
const port = (fallback: number) =>
  z.string().optional().transform((text, context) => {
    if (text === undefined) return fallback;
    if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
    context.addIssue(`should be a port number, got '${text}'`);
    return z.NEVER;
  });

const oneOf = <T extends string, F extends T | undefined>(values: readonly T[], fallback: F) =>
  z.string().optional().transform((text, context): T | F => {
    if (text === undefined) return fallback;
    const found = values.find((value) => value === text);
    if (found !== undefined) return found;
    const [last, ...others] = values.toReversed();
    const listed = `${others.toReversed().map((v) => `'${v}'`).join(", ")} or '${last}'`;
    context.addIssue(`should be ${listed}, got '${text}'`);
    return z.NEVER;
  });

/** More than 0, at most 1. */
const share = (fallback: number) => z.coerce.number().gt(0).max(1).default(fallback);

/** Origins (RFC 6454), separated by commas or spaces. */
const origins = z.string().optional().transform((text, context) => {
  if (text === undefined) return undefined;
  const given = text.split(/[\s,]+/).filter(Boolean);
  const wrong = given.find((origin) => !/^https?:\/\/[^/?#;'"]+\/?$/.test(origin) || !URL.canParse(origin));
  if (wrong === undefined) return given.map((origin) => new URL(origin).origin);
  context.addIssue(`should be origins such as https://tiles.example.org, got '${wrong}'`);
  return z.NEVER;
});

/** Hosts as they stand in addresses, with or without a port, separated by commas or spaces. */
const hosts = z.string().optional().transform((text, context) => {
  if (text === undefined) return undefined;
  const given = text.split(/[\s,]+/).filter(Boolean);
  const wrong = given.find((host) => /[/@?#\\]/.test(host) || !URL.canParse(`http://${host}`));
  if (wrong === undefined) return given.map((host) => new URL(`http://${host}`).host);
  context.addIssue(`should be hosts such as panoramax.lan or 192.168.1.20:5000, got '${wrong}'`);
  return z.NEVER;
});

/** A scheme, a host and perhaps a path: what everything on this server has in front. Without a slash at the end. */
const rootUrl = z.string().optional().transform((text, context) => {
  if (text === undefined) return undefined;
  const url = /^https?:\/\/[^?#@\s]+$/i.test(text) ? URL.parse(text) : null;
  if (url) return url.origin + url.pathname.replace(/\/+$/, "");
  context.addIssue(`should be a URL such as https://panoramax.example.org, got '${text}'`);
  return z.NEVER;
});

/** Names of hosts without a port, separated by commas or spaces; `*.` in front stands for all names below, `*` for all. */
const hostNames = z.string().optional().transform((text, context) => {
  if (text === undefined) return undefined;
  const given = text.toLowerCase().split(/[\s,]+/).filter(Boolean);
  const wrong = given.find((name) => !/^(\*|(\*\.)?[\w-]+(\.[\w-]+)*)$/.test(name));
  if (wrong === undefined) return given;
  context.addIssue(`should be names of hosts such as panoramax.example.org or *.example.org, got '${wrong}'`);
  return z.NEVER;
});

/** Schemes that run or show what the address itself holds. */
const UNSAFE_SCHEMES = ["javascript:", "data:", "blob:", "file:", "about:", "vbscript:", "view-source:"];

/** Addresses of sites and schemes of apps, separated by commas or spaces. */
const returnUrls = z.string().optional().transform((text, context) => {
  if (text === undefined) return undefined;
  const given = text.split(/[\s,]+/).filter(Boolean);
  const wrong = given.find((address) => {
    const url = URL.parse(address);
    return !url || url.username || url.password || UNSAFE_SCHEMES.includes(url.protocol);
  });
  if (wrong === undefined) return given;
  context.addIssue(`should be URLs such as https://editor.example.org/ or gomaposm://, got '${wrong}'`);
  return z.NEVER;
});

const httpUrl = z.string().regex(/^https?:\/\//, "should be a URL starting with http").optional();

/** CSS Color Module: a name, hexadecimal digits or a function. */
const CSS_COLOR = /^([a-z]+|#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]+\([\w\s.,%/+-]+\))$/i;

/** Bytes of the key that signs tokens by HMAC-SHA-256 (RFC 7518 section 3.2). */
const SHORTEST_SECRET_KEY = 32;

/** Browsers forget every cookie after that time (RFC 6265bis section 5.5). */
const LONGEST_SESSION = 400 * 24 * 3600;

const localisedText = z.record(z.string(), z.string());

const summary = z.string().optional().transform((text, context) => {
  const shape = z.object({
    name: localisedText.default({ en: "Panoramax" }),
    description: localisedText.default({ en: "The open source photo mapping solution" }),
    logo: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).href).default(
      "https://gitlab.com/panoramax/gitlab-profile/-/raw/main/images/panoramax.svg",
    ),
    color: z.string().regex(CSS_COLOR).default("#5e499c"),
    email: z.email().default("panoramax@panoramax.fr"),
    geo_coverage: localisedText.default({
      en: "Worldwide\nThe picture can be sent from anywhere in the world.",
    }),
  });
  try {
    return shape.parse(JSON.parse(text ?? "{}"));
  } catch {
    context.addIssue(
      "is not recognized, it should be a JSON object with name, description, geo_coverage, logo, color, email",
    );
    return z.NEVER;
  }
});

const environment = z.object({
  PANORAMAX_DATA: z.string().default("./panoramax-data"),

  DB_URL: z.string().regex(/^postgres(ql)?:\/\//, "should be a PostgreSQL URL, like postgres://user@host/database")
    .optional(),
  DB_MAX_CNX: integer(10, "a number of connections"),
  DB_STATEMENT_TIMEOUT: integer(10_000, "a number of milliseconds"),
  DB_CHECK_SCHEMA: flag(true),

  FS_URL: z.string().optional(),
  FS_TMP_URL: z.string().optional(),
  FS_PERMANENT_URL: z.string().optional(),
  FS_DERIVATES_URL: z.string().optional(),

  PICTURE_CODEC: oneOf(["auto", "sharp", "wasm-vips"], "auto"),
  PICTURE_MAX_PIXELS: integer(150_000_000, "a number of pixels"),
  PICTURE_MAX_BYTES: integer(256 * 1024 * 1024, "a number of bytes"),
  PICTURE_WEBP: flag(false),
  PICTURE_PROCESS_DERIVATES_STRATEGY: oneOf(["ON_DEMAND", "PREPROCESS"], "ON_DEMAND"),
  PICTURE_PROCESS_THREADS_LIMIT: integer(1, "a number of threads (-1: one a core, 0: none)"),
  PICTURE_PROCESS_NB_RETRIES: integer(5, "a number of retries"),
  PICTURE_PROCESS_KEEP_UNBLURRED_PARTS: flag(false),
  PICTURE_PROCESS_REFRESH_CRON: z.string().default("0 2 * * *").refine(isCronPattern, "should be a valid cron syntax"),

  BLUR: oneOf(["builtin", "off"], "off"),
  BLUR_FACE_CONFIDENCE: share(0.25),
  BLUR_SCALE: share(1),
  BLUR_THREADS: integer(1, "a number of threads").refine((threads) => threads > 0, "should be more than 0"),
  BLUR_PLATE_MODEL: z.string().optional(),
  PICTURE_KEEP_UNBLURRED: z.literal("never").or(z.coerce.number().int().min(1)).default("never"),
  API_BLUR_URL: httpUrl,
  API_BLUR_TIMEOUT: integer(300, "a number of seconds").refine((seconds) => seconds > 0, "should be more than 0"),
  API_FORCE_AUTH_ON_UPLOAD: z.string().optional().transform((text) => text === "true"),
  API_KEEP_ANONYMOUS_UPLOADS: flag(false),
  API_ACCEPT_DUPLICATE: flag(false),
  API_UPLOAD_SET_COMPLETION_HOURS: integer(0, "a number of hours (0: never)"),
  API_ENFORCE_TOS_ACCEPTANCE: flag(false),
  API_READ_ONLY: flag(false),
  API_REGISTRATION_IS_OPEN: flag(false),
  API_TRANSFER_PRIVATE_HOSTS: hosts,
  AUDIT_LOG_DAYS: integer(365, "a number of days (0: for ever)"),
  API_REPORTS_PER_HOUR: integer(20, "a number of reports (0: no limit)"),
  API_REQUESTS_PER_MINUTE: integer(0, "a number of requests (0: no limit)"),
  API_UPLOAD_SETS_PER_HOUR: integer(0, "a number of upload sets (0: no limit)"),
  API_UPLOAD_BYTES_PER_DAY: integer(0, "a number of bytes (0: no limit)"),
  API_METRICS: oneOf(["private", "true", "admin", "false"], "private"),
  API_DEFAULT_PICTURE_VISIBILITY: oneOf(VISIBILITIES, "anyone"),
  API_DEFAULT_COLLABORATIVE_METADATA_EDITING: z.string().optional().transform((text) =>
    text === undefined ? undefined : text.toLowerCase() === "true"
  ),
  API_SUMMARY: summary,
  API_PERMANENT_PICTURES_PUBLIC_URL: httpUrl,
  API_DERIVATES_PICTURES_PUBLIC_URL: httpUrl,
  API_PICTURES_LICENSE_SPDX_ID: z.string().optional(),
  API_PICTURES_LICENSE_URL: httpUrl,
  API_WEBSITE_URL: z.string().default("same-host").refine(
    (text) => text === "same-host" || text === "false" || /^https?:\/\//.test(text),
    "should be 'same-host', 'false' or a URL starting with http",
  ),
  API_MAIN_PAGE: z.string().optional(),
  API_VIEWER_PAGE: z.string().optional(),
  API_DONATION_URL: httpUrl,
  API_MAP_STYLE_URL: httpUrl,
  API_VIEWER_HOSTS: origins,
  API_LOG_LEVEL: oneOf(["debug", "info", "warn", "error"], "info"),
  API_LOG_FORMAT: oneOf(["text", "json"], "text"),
  API_COMPRESSION: flag(true),
  API_GIT_VERSION: z.string().optional(),

  OAUTH_PROVIDER: oneOf(["oidc", "osm", "local", "none"], undefined),
  OAUTH_OIDC_URL: httpUrl,
  OAUTH_CLIENT_ID: z.string().optional(),
  OAUTH_CLIENT_SECRET: z.string().optional(),
  OAUTH_SCOPE: z.string().default("openid profile email"),
  OAUTH_PROFILE_URL: httpUrl,
  OAUTH_PROFILE_USE_IFRAME: flag(false),

  FLASK_SECRET_KEY: z.string().optional(),
  ALLOW_SHORT_SECRET_KEY: flag(false),
  FLASK_PERMANENT_SESSION_LIFETIME: integer(7 * 24 * 3600, "a number of seconds").refine(
    (seconds) => seconds > 0 && seconds <= LONGEST_SESSION,
    `should be a number of seconds from 1 to ${LONGEST_SESSION}`,
  ),
  FLASK_SESSION_COOKIE_DOMAIN: z.string().optional(),
  FLASK_SESSION_COOKIE_SECURE: flag(false),
  FLASK_SESSION_COOKIE_HTTPONLY: flag(false),
  INFRA_NB_PROXIES: integer(0, "a number of proxies"),
  PUBLIC_URL: rootUrl,
  API_ALLOWED_HOSTS: hostNames,
  API_ALLOWED_RETURN_URLS: returnUrls,
  API_SECURITY_CONTACT: z.string().optional().transform((text) => text && !text.includes(":") ? `mailto:${text}` : text)
    .refine(
      (text) => text === undefined || /^(https:\/\/|mailto:[^@\s]+@)[^@\s]+$/.test(text),
      "should be an e-mail address or a URL starting with https://",
    ),

  ALLSKY_PREFIX: z.string().default("/indi-allsky").transform((text) => text.replace(/\/+$/, "")).refine(
    (text) => /^(\/[\w.-]+)*$/.test(text),
    "should be a path such as /indi-allsky",
  ),
  ALLSKY_MAX_BYTES: integer(4 * 1024 ** 3, "a number of bytes"),
  ALLSKY_REQUIRE_LOGIN: flag(false),
  ALLSKY_IMAGE_DAYS: integer(30, "a number of days"),
  ALLSKY_RAW_DAYS: integer(10, "a number of days"),
  ALLSKY_VIDEO_DAYS: integer(365, "a number of days"),

  HOST: z.string().default("127.0.0.1"),
  PORT: port(5000),
});

/** The name of every setting, each an environment variable. */
export const SETTING_NAMES: readonly string[] = Object.keys(environment.shape);

/** Names that older instances use; read with a warning. */
export const LEGACY_NAMES: Record<string, string> = {
  LOG_LEVEL: "API_LOG_LEVEL",
  FORCE_AUTH_ON_UPLOAD: "API_FORCE_AUTH_ON_UPLOAD",
  DERIVATES_STRATEGY: "PICTURE_PROCESS_DERIVATES_STRATEGY",
  NB_PROXIES: "INFRA_NB_PROXIES",
  BLUR_URL: "API_BLUR_URL",
  SECRET_KEY: "FLASK_SECRET_KEY",
  SESSION_COOKIE_DOMAIN: "FLASK_SESSION_COOKIE_DOMAIN",
  OIDC_URL: "OAUTH_OIDC_URL",
  CLIENT_ID: "OAUTH_CLIENT_ID",
  CLIENT_SECRET: "OAUTH_CLIENT_SECRET",
};

/** Every setting, typed, by the name of its environment variable. */
export type Settings =
  & Omit<
    z.infer<typeof environment>,
    "FS_URL" | "FS_TMP_URL" | "FS_PERMANENT_URL" | "FS_DERIVATES_URL" | "OAUTH_PROVIDER"
  >
  & {
    /** How people log in; undefined when they cannot, then only API tokens tell who calls. */
    OAUTH_PROVIDER?: LoginKind;
    /** Nobody asked for a login: the built-in one is there, and may be left alone until there is an account for it. */
    loginIsOptional: boolean;
    /** Where each kind of file lives: a folder or an s3:// URL. */
    storage: { tmp: string; permanent: string; derivates: string };
    /** Warnings about how the settings were given, such as legacy names. */
    warnings: string[];
  };

/**
 * Reads the settings.
 * @param variables the environment; an empty value counts as not set
 * @throws SettingsError with the name of every wrong setting and what was expected
 */
export function readSettings(variables: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const warnings: string[] = [];
  for (const [old, name] of Object.entries(LEGACY_NAMES)) {
    if (given[old] === undefined) continue;
    warnings.push(`${old} is a legacy name, use ${name} instead`);
    given[name] ??= given[old];
  }
  given.DB_URL ??= databaseUrlFromParts(given);

  const read = environment.safeParse(given);
  if (!read.success) {
    throw new SettingsError(read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("\n"));
  }
  const { FS_URL, FS_TMP_URL, FS_PERMANENT_URL, FS_DERIVATES_URL, ...settings } = read.data;
  if (Boolean(settings.API_PICTURES_LICENSE_SPDX_ID) !== Boolean(settings.API_PICTURES_LICENSE_URL)) {
    throw new SettingsError("API_PICTURES_LICENSE_SPDX_ID and API_PICTURES_LICENSE_URL should be set both, or neither");
  }
  if (settings.API_DERIVATES_PICTURES_PUBLIC_URL && settings.PICTURE_PROCESS_DERIVATES_STRATEGY !== "PREPROCESS") {
    throw new SettingsError(
      "API_DERIVATES_PICTURES_PUBLIC_URL: derivates can be served through another URL only if they are all pregenerated, " +
        "set PICTURE_PROCESS_DERIVATES_STRATEGY to PREPROCESS",
    );
  }
  const key = settings.FLASK_SECRET_KEY;
  if (key !== undefined && new TextEncoder().encode(key).length < SHORTEST_SECRET_KEY) {
    const objection = `FLASK_SECRET_KEY should have at least ${SHORTEST_SECRET_KEY} bytes`;
    if (!settings.ALLOW_SHORT_SECRET_KEY) {
      throw new SettingsError(
        `${objection}: make one with \`openssl rand -hex 32\`. To keep the key of an instance that exists, set ` +
          "ALLOW_SHORT_SECRET_KEY=true",
      );
    }
    warnings.push(`${objection}: whoever guesses it can act as anybody`);
  }
  settings.PICTURE_PROCESS_THREADS_LIMIT = limitThreads(settings.PICTURE_PROCESS_THREADS_LIMIT);
  const storage = readStorage(settings.PANORAMAX_DATA, FS_URL, [FS_TMP_URL, FS_PERMANENT_URL, FS_DERIVATES_URL]);
  const loginIsOptional = settings.OAUTH_PROVIDER === undefined && !settings.API_FORCE_AUTH_ON_UPLOAD;
  return { ...settings, OAUTH_PROVIDER: readLoginKind(settings), loginIsOptional, storage, warnings };
}

/** What each provider cannot do without. */
const REQUIRED_BY = {
  oidc: ["OAUTH_OIDC_URL", "OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET"],
  osm: ["OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET"],
  local: [],
} as const;

/** Passwords are the default where nothing else is configured: an instance moving here from geovisio always has `DB_URL`. */
function readLoginKind(settings: z.infer<typeof environment>): LoginKind | undefined {
  const kind = settings.OAUTH_PROVIDER ?? (settings.DB_URL ? "none" : "local");
  if (kind === "none") return undefined;
  const missing = REQUIRED_BY[kind].filter((name) => settings[name] === undefined);
  if (missing.length > 0) throw new SettingsError(`OAUTH_PROVIDER=${kind} also needs ${missing.join(", ")}`);
  return kind;
}

function limitThreads(wanted: number): number {
  const cores = availableParallelism();
  return wanted < 0 ? cores : Math.min(wanted, cores);
}

function readStorage(dataFolder: string, all: string | undefined, three: (string | undefined)[]): Settings["storage"] {
  const given = three.filter((url) => url !== undefined);
  if (given.length === 3) {
    if (all) {
      throw new SettingsError(
        "You can't set both FS_URL and FS_TMP_URL+FS_PERMANENT_URL+FS_DERIVATES_URL environment variables",
      );
    }
    const [tmp, permanent, derivates] = given;
    return { tmp, permanent, derivates };
  }
  if (given.length > 0 && !all) {
    throw new SettingsError(
      "One of the filesystem env variable (FS_TMP_URL, FS_PERMANENT_URL, FS_DERIVATES_URL) is missing",
    );
  }
  const root = all ?? `${dataFolder}/pictures`;
  return { tmp: folderIn(root, "tmp"), permanent: folderIn(root, "permanent"), derivates: folderIn(root, "derivates") };
}

/** A folder inside a folder or a bucket; parameters of the address of a bucket stay behind the path. */
function folderIn(root: string, name: string): string {
  const [, path, parameters] = root.startsWith("s3://") ? /^([^?]*)(\?.*)?$/s.exec(root)! : [root, root, ""];
  return `${path.replace(/\/+$/, "")}/${name}${parameters ?? ""}`;
}

function databaseUrlFromParts(given: Record<string, string | undefined>): string | undefined {
  const { DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD, DB_NAME } = given;
  if (!DB_HOST && !DB_PORT && !DB_USERNAME && !DB_PASSWORD) return undefined;
  const password = DB_PASSWORD ? `:${encodeURIComponent(DB_PASSWORD)}` : "";
  const account = DB_USERNAME ? `${encodeURIComponent(DB_USERNAME)}${password}@` : "";
  return `postgres://${account}${DB_HOST ?? "localhost"}:${DB_PORT ?? "5432"}/${DB_NAME ?? ""}`;
}

function isCronPattern(text: string): boolean {
  try {
    new Cron(text, { paused: true }).stop();
    return true;
  } catch {
    return false;
  }
}
