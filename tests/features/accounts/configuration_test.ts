import assert from "node:assert/strict";
import { onlyRow } from "../../../src/core/db/rows.ts";
import { hashPassword } from "../../../src/features/accounts/local/argon2.ts";
import { setPassword } from "../../../src/features/accounts/local/queries.ts";
import { answer, serverTest } from "../../support/server.ts";
import { VERSION } from "../../../src/core/version.ts";

const read = (server: { url: string }, headers: Record<string, string> = {}) =>
  answer(fetch(`${server.url}/api/configuration`, { headers }));

serverTest("the configuration of an instance as it comes", async (server) => {
  assert.deepEqual(await read(server), {
    name: { label: "Panoramax", langs: { en: "Panoramax" } },
    description: {
      label: "The open source photo mapping solution",
      langs: { en: "The open source photo mapping solution" },
    },
    geo_coverage: {
      label: "Worldwide\nThe picture can be sent from anywhere in the world.",
      langs: { en: "Worldwide\nThe picture can be sent from anywhere in the world." },
    },
    logo: "https://gitlab.com/panoramax/gitlab-profile/-/raw/main/images/panoramax.svg",
    color: "#5e499c",
    email: "panoramax@panoramax.fr",
    auth: { enabled: false },
    license: { id: "proprietary" },
    version: VERSION,
    pages: [],
    defaults: {
      collaborative_metadata: null,
      split_distance: 100,
      split_time: 300,
      duplicate_distance: 1,
      duplicate_rotation: 60,
      default_visibility: "anyone",
    },
    visibility: { possible_values: ["anyone", "logged-only", "owner-only"] },
  });
}, { OAUTH_PROVIDER: "none" });

serverTest("labels follow the caller's language, as far as there is a text in it", async (server) => {
  const configuration = await read(server, { "Accept-Language": "fr_FR,fr,en" });
  assert.equal(configuration.name.label, "Mon serveur");
  assert.equal(configuration.description.label, "The open source photo mapping solution");
  assert.equal((await read(server, { "Accept-Language": "es" })).name.label, "My server");
  assert.equal(configuration.logo, "https://logo.example.org/");
  assert.equal(configuration.color, "#abcdef");
}, {
  API_SUMMARY: JSON.stringify({
    name: { en: "My server", fr: "Mon serveur" },
    color: "#abcdef",
    logo: "https://logo.example.org",
  }),
});

serverTest("the configuration tells pages, defaults, licence and modes of the instance", async (server) => {
  await server
    .sql`INSERT INTO pages (name, lang, content) VALUES ('legal-mentions', 'en', 'a'), ('legal-mentions', 'fr', 'b')`;
  await server.sql`UPDATE configurations SET default_split_time = NULL, default_duplicate_rotation = NULL`;
  const configuration = await read(server);
  assert.deepEqual(configuration.pages, ["legal-mentions"]);
  assert.equal(configuration.defaults.split_time, null);
  assert.equal(configuration.defaults.duplicate_rotation, null);
  assert.deepEqual(configuration.license, { id: "etalab-2.0", url: "https://licence.example.org" });
  assert.deepEqual(configuration.visibility.possible_values, ["anyone", "owner-only"]);
  assert.equal(configuration.is_read_only, true);
  assert.equal(configuration.version, "1.2.3-4-abcdef");
}, {
  API_READ_ONLY: "true",
  API_REGISTRATION_IS_OPEN: "true",
  API_GIT_VERSION: "1.2.3-4-abcdef",
  API_PICTURES_LICENSE_SPDX_ID: "etalab-2.0",
  API_PICTURES_LICENSE_URL: "https://licence.example.org",
});

const CLIENT = { OAUTH_CLIENT_ID: "id", OAUTH_CLIENT_SECRET: "secret" };

for (
  const [name, variables, profile] of [
    ["passwords", { OAUTH_PROVIDER: "local" }, "/account"],
    ["OpenStreetMap", { OAUTH_PROVIDER: "osm", ...CLIENT }, null],
    [
      "a provider",
      { OAUTH_PROVIDER: "oidc", OAUTH_OIDC_URL: "https://id.example.org/realms/test/", ...CLIENT },
      "https://id.example.org/realms/test/account/#/personal-info",
    ],
    [
      "a provider with another page",
      {
        OAUTH_PROVIDER: "oidc",
        OAUTH_OIDC_URL: "https://id.example.org",
        OAUTH_PROFILE_URL: "https://profile.example.org/me",
        ...CLIENT,
      },
      "https://profile.example.org/me",
    ],
  ] as const
) {
  serverTest(`with ${name}, the configuration tells where one's profile is`, async (server) => {
    const url = profile?.startsWith("/") ? `${server.url}${profile}` : profile;
    assert.deepEqual((await read(server)).auth, {
      enabled: true,
      user_profile: { url, use_iframe: false },
      registration_is_open: false,
      enforce_tos_acceptance: false,
    });
  }, variables);
}

serverTest("clients are told to log in once there is an account with a password", async (server) => {
  assert.deepEqual((await read(server)).auth, { enabled: false });
  const { id } = onlyRow(await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE is_default`);
  await setPassword(server.sql, id, { login: "ana", hash: await hashPassword("a long password") });
  assert.equal((await read(server)).auth.enabled, true);
});
