/** What each setting refuses, and with which words. */
import assert from "node:assert/strict";
import { readSettings, SETTING_NAMES, SettingsError } from "../../src/core/settings/mod.ts";

/** Wrong values of each setting. Those that take any text are not here. */
const WRONG: Record<string, string[]> = {
  HOST: ["local host", "http://127.0.0.1"],
  PORT: ["70000", "-1", "http", "5000.5"],
  INFRA_NB_PROXIES: ["-1", "one", "1e2"],
  PUBLIC_URL: ["panoramax.example.org", "ftp://example.org", "https://"],
  API_ALLOWED_HOSTS: ["https://example.org", "example.org:80"],
  API_LOG_LEVEL: ["verbose", "loud"],
  API_LOG_FORMAT: ["xml"],
  DB_URL: ["mysql://localhost/panoramax", "localhost"],
  DB_PORT: ["five", "70000"],
  HTTP_THREADS: ["0", "-1", "65", "two", "1.5"],
  DB_MAX_CNX: ["0", "-3", "many", "100000"],
  DB_STATEMENT_TIMEOUT: ["-1", "10s", "99999999999"],
  FS_URL: ["mem://", "ftp://server/pictures"],
  FS_TMP_URL: ["temp://"],
  FS_PERMANENT_URL: ["gs://bucket"],
  FS_DERIVATES_URL: ["https://bucket.s3.example.org"],
  PICTURE_CODEC: ["vips"],
  PICTURE_MAX_PIXELS: ["0", "-1", "150M"],
  PICTURE_MAX_BYTES: ["0", "256MB"],
  PICTURE_PROCESS_DERIVATES_STRATEGY: ["never", "ALWAYS"],
  PICTURE_PROCESS_THREADS_LIMIT: ["-2", "all"],
  PICTURE_PROCESS_NB_RETRIES: ["-1", "often"],
  PICTURE_PROCESS_REFRESH_CRON: ["daily", "61 * * * *"],
  SCRUB_BYTES_PER_SECOND: ["-2", "1MB"],
  SCRUB_DAYS: ["0", "month"],
  BLUR: ["on", "true"],
  BLUR_FACE_CONFIDENCE: ["2", "-0.1", "high"],
  BLUR_SCALE: ["0", "half"],
  BLUR_THREADS: ["0", "all"],
  PICTURE_KEEP_UNBLURRED: ["always", "-1"],
  SESSION_ABSOLUTE_LIFETIME: ["0", "30d"],
  API_BLUR_URL: ["blur.example.org", "https://a b"],
  API_BLUR_TIMEOUT: ["0", "1m"],
  API_UPLOAD_SET_COMPLETION_HOURS: ["-1", "soon"],
  API_QUOTA_PICTURES: ["-1", "many"],
  API_QUOTA_BYTES: ["-1", "1GB"],
  BACKUP_CRON: ["nightly", "61 * * * *"],
  BACKUP_KEEP: ["0", "all"],
  ALERT_WEBHOOK_URL: ["ntfy.example.org/alerts"],
  ALERT_DISK_PERCENT: ["0", "10%"],
  API_TRANSFER_PRIVATE_HOSTS: ["https://panoramax.lan"],
  API_DEFAULT_PICTURE_VISIBILITY: ["everybody", "all"],
  API_METRICS: ["yes", "public"],
  AUDIT_LOG_DAYS: ["-1", "a year"],
  API_REPORTS_PER_HOUR: ["-1", "0.5"],
  API_REQUESTS_PER_MINUTE: ["-1", "99999999999"],
  API_UPLOAD_SETS_PER_HOUR: ["-1", "few"],
  API_UPLOAD_BYTES_PER_DAY: ["-1", "1GB"],
  OAUTH_PROVIDER: ["google", "OIDC2"],
  OAUTH_OIDC_URL: ["id.example.org"],
  OAUTH_PROFILE_URL: ["/me"],
  API_ALLOWED_RETURN_URLS: ["javascript:alert(1)", "https://user:word@example.org"],
  FLASK_PERMANENT_SESSION_LIFETIME: ["0", "604800s", "99999999"],
  FLASK_SESSION_COOKIE_DOMAIN: ["https://example.org", "a b"],
  ALLSKY_PREFIX: ["/a b", "allsky", "/a?b"],
  ALLSKY_MAX_BYTES: ["0", "4GB"],
  ALLSKY_IMAGE_DAYS: ["-1", "month"],
  ALLSKY_RAW_DAYS: ["1.5"],
  ALLSKY_VIDEO_DAYS: ["99999"],
  API_SUMMARY: ["{", "[]", '{"color": "}"}', '{"name": "Panoramax"}'],
  API_PICTURES_LICENSE_SPDX_ID: ["etalab 2.0"],
  API_PICTURES_LICENSE_URL: ["www.example.org"],
  API_WEBSITE_URL: ["www.example.org", "true"],
  API_SECURITY_CONTACT: ["http://example.org", "@", "security"],
  API_DONATION_URL: ["example.org/give"],
  API_MAP_STYLE_URL: ["style.json"],
  API_MAP_RASTER_URL: [
    "tiles.example.org/{z}/{x}/{y}.png",
    "https://tiles.example.org/{z}/{x}.png",
    "https://{s}.example.org/{z}/{x}/{y}.png",
    "https://tiles.example.org/{z}/{x}/{y}/{y}.png",
  ],
  API_GEOCODER_URL: ["photon.example.org"],
  API_MAP_PMTILES: ["s3://bucket/map.pmtiles"],
  API_VIEWER_HOSTS: ["tiles.example.org", "https://tiles.example.org/path"],
  API_PERMANENT_PICTURES_PUBLIC_URL: ["s3://bucket"],
  API_DERIVATES_PICTURES_PUBLIC_URL: ["cdn.example.org"],
};

/** What is on or off. */
const FLAGS = SETTING_NAMES.filter((name) => typeof defaultOf(name) === "boolean")
  .concat("API_DEFAULT_COLLABORATIVE_METADATA_EDITING");

/** They take any text. */
const FREE = [
  ...[
    "PANORAMAX_DATA",
    "API_GIT_VERSION",
    "API_MAIN_PAGE",
    "API_VIEWER_PAGE",
    "OAUTH_SCOPE",
    "BLUR_PLATE_MODEL",
    "API_MAP_RASTER_ATTRIBUTION",
    "BACKUP_FOLDER",
  ],
  // Their values are secret, or the provider's; what the key has to fulfil is below.
  ...["OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET", "FLASK_SECRET_KEY"],
];

function defaultOf(name: string): unknown {
  return Object.entries(readSettings({})).find(([key]) => key === name)?.[1];
}

function refusalOf(variables: Record<string, string>): string {
  try {
    readSettings(variables);
  } catch (error) {
    assert.ok(error instanceof SettingsError, String(error));
    return error.message;
  }
  return assert.fail(`${JSON.stringify(variables)} was accepted`);
}

Deno.test("every setting that does not take any text has wrong values in this file", () => {
  const tested = new Set([...Object.keys(WRONG), ...FLAGS, ...FREE]);
  assert.deepEqual(SETTING_NAMES.filter((name) => !tested.has(name)), []);
});

for (const [name, values] of Object.entries(WRONG)) {
  for (const value of values) {
    Deno.test(`${name}=${value} is refused with its name and what is accepted`, () => {
      const [line = "", ...others] = refusalOf({ [name]: value }).split("\n");
      assert.deepEqual(others, []);
      assert.match(line, new RegExp(`^${name} should be .+`));
      // These may hold secrets, and one is an object.
      if (!/^(DB_URL|FS_.*|API_SUMMARY)$/.test(name)) assert.ok(line.endsWith(`, got '${value}'`), line);
    });
  }
}

for (const name of FLAGS) {
  Deno.test(`${name} is true or false, in any case, and nothing else`, () => {
    assert.equal(refusalOf({ [name]: "yes" }), `${name} should be true or false, got 'yes'`);
    assert.equal(refusalOf({ [name]: "1" }), `${name} should be true or false, got '1'`);
    for (const [text, value] of [["True", true], ["FALSE", false]] as const) {
      const read: Record<string, unknown> = { ...readSettings({ [name]: text }) };
      assert.equal(read[name], value);
    }
  });
}

Deno.test("all wrong settings are listed at once, an empty one counts as not set", () => {
  const lines = refusalOf({ PORT: "x", DB_MAX_CNX: "0", API_READ_ONLY: "on", HOST: "" }).split("\n");
  assert.deepEqual(lines.map((line) => line.split(" ")[0]).sort(), ["API_READ_ONLY", "DB_MAX_CNX", "PORT"]);
});

Deno.test("secrets are not repeated", () => {
  assert.ok(!refusalOf({ DB_URL: "mysql://panoramax:sesame@host/db" }).includes("sesame"));
  assert.ok(!refusalOf({ FS_URL: "s4://key:sesame@bucket" }).includes("sesame"));
  assert.ok(!refusalOf({ FLASK_SECRET_KEY: "sesame" }).includes("sesame"));
});

Deno.test("settings that need each other say which", () => {
  const cases: [Record<string, string>, RegExp][] = [
    [
      { OAUTH_PROVIDER: "oidc", OAUTH_CLIENT_ID: "a" },
      /^OAUTH_PROVIDER=oidc also needs OAUTH_OIDC_URL, OAUTH_CLIENT_SECRET$/,
    ],
    [{ FS_TMP_URL: "/tmp" }, /^FS_TMP_URL, .* missing: FS_PERMANENT_URL, FS_DERIVATES_URL$/],
    [
      { FS_URL: "/a", FS_TMP_URL: "/b", FS_PERMANENT_URL: "/c", FS_DERIVATES_URL: "/d" },
      /^FS_URL cannot be set together/,
    ],
    [{ API_PICTURES_LICENSE_SPDX_ID: "MIT" }, /^API_PICTURES_LICENSE_SPDX_ID and API_PICTURES_LICENSE_URL/],
    [{ API_DERIVATES_PICTURES_PUBLIC_URL: "https://cdn.org" }, /needs PICTURE_PROCESS_DERIVATES_STRATEGY=PREPROCESS/],
    [{ FLASK_SECRET_KEY: "short" }, /^FLASK_SECRET_KEY should have at least 32 bytes.*ALLOW_SHORT_SECRET_KEY=true$/],
  ];
  for (const [variables, says] of cases) assert.match(refusalOf(variables), says);
});

Deno.test("a name that looks like a setting and is none is warned about, with the name that was meant", () => {
  assert.deepEqual(
    readSettings({ API_READONLY: "true", FLASK_APP: "geovisio", PATH: "/bin", DB_HOST: "db" }).warnings,
    [
      "API_READONLY is not a setting and is ignored; did you mean API_READ_ONLY?",
      "FLASK_APP is not a setting and is ignored",
    ],
  );
  for (const name of SETTING_NAMES) {
    const { warnings } = (() => {
      try {
        return readSettings({ [name]: "false" });
      } catch {
        return { warnings: [] };
      }
    })();
    assert.ok(!warnings.some((warning) => warning.includes("is not a setting")), name);
  }
});

Deno.test("words are read in any case, as programs in Python write them", () => {
  const { API_METRICS, API_WEBSITE_URL, API_READ_ONLY, PICTURE_PROCESS_DERIVATES_STRATEGY } = readSettings({
    API_METRICS: "True",
    API_WEBSITE_URL: "False",
    API_READ_ONLY: "True",
    PICTURE_PROCESS_DERIVATES_STRATEGY: "preprocess",
  });
  assert.deepEqual(
    [API_METRICS, API_WEBSITE_URL, API_READ_ONLY, PICTURE_PROCESS_DERIVATES_STRATEGY],
    ["true", "false", true, "PREPROCESS"],
  );
});
