/** Settings that administrators change while the program runs. */
import assert from "node:assert/strict";
import { readSettings, RUNTIME_NAMES, SETTING_NAMES } from "../../../src/core/settings/mod.ts";
import { assembleBackend } from "../../../src/main/server.ts";
import { listen } from "../../../src/main/listen.ts";
import { answer, serverTest, type TestServer } from "../../support/server.ts";
import { until } from "../../support/until.ts";

interface Setting {
  name: string;
  value: string | null;
  source: string;
  takes_effect: string;
}

async function change({ url, defaultAccount }: TestServer, body: unknown, status = 200, headers = defaultAccount) {
  return await answer(
    fetch(`${url}/api/admin/settings`, {
      method: "PATCH",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
    status,
  );
}

async function settingsByName({ url, defaultAccount }: TestServer): Promise<Record<string, Setting | undefined>> {
  const { settings } = await answer(fetch(`${url}/api/admin/settings`, { headers: defaultAccount }));
  return Object.fromEntries(settings.map((setting: Setting) => [setting.name, setting]));
}

const read = (url: string, path: string) => answer(fetch(`${url}${path}`, { headers: { Accept: "application/json" } }));

serverTest("name and licence count at once, everywhere, and on other servers within seconds", async (server) => {
  const settings = readSettings({ FLASK_SECRET_KEY: "the secret key of a test, which is long", PORT: "0" });
  settings.storage = server.backend.services.settings.storage;
  const other = await assembleBackend(settings, { sql: server.sql, whenAlone: () => Promise.resolve() });
  const http = await listen(other.services);
  try {
    for (const url of [server.url, http.url]) {
      assert.equal((await read(url, "/api")).title, "Panoramax");
      assert.equal((await read(url, "/api/configuration")).license.id, "proprietary");
    }
    const summary = { name: { en: "Our town", fr: "Chez nous" }, description: { en: "Our streets" } };
    const license = {
      API_PICTURES_LICENSE_SPDX_ID: "CC-BY-SA-4.0",
      API_PICTURES_LICENSE_URL: "https://example.org/by-sa",
    };
    await change(server, { API_SUMMARY: JSON.stringify(summary), ...license });
    const shown = async (url: string) => {
      const [landing, configuration, page] = [
        await read(url, "/api"),
        await read(url, "/api/configuration"),
        await (await fetch(`${url}/upload`)).text(),
      ];
      const links = landing.links.filter(({ rel }: { rel: string }) => rel === "license");
      return [landing.title, configuration.license.id, links.length, page.includes("Our town")];
    };
    assert.deepEqual(await shown(server.url), ["Our town", "CC-BY-SA-4.0", 1, true]);
    await until(async () => (await read(http.url, "/api/configuration")).license.id === "CC-BY-SA-4.0");
    assert.deepEqual(await shown(http.url), ["Our town", "CC-BY-SA-4.0", 1, true]);

    await change(server, { API_SUMMARY: null, API_PICTURES_LICENSE_SPDX_ID: "", API_PICTURES_LICENSE_URL: null });
    assert.deepEqual(await shown(server.url), ["Panoramax", "proprietary", 0, false]);
    assert.equal((await server.sql`SELECT FROM instance_settings`).length, 0);
  } finally {
    await http.stop();
    await other.stop();
  }
});

serverTest("the environment wins, and a server that starts goes by what is stored", async (server) => {
  await server.sql`
    INSERT INTO instance_settings (name, value) VALUES
      ('ALLSKY_IMAGE_DAYS', '7'), ('ALLSKY_RAW_DAYS', '3'), ('AUDIT_LOG_DAYS', 'long'), ('PORT', '1'),
      ('API_FORCE_AUTH_ON_UPLOAD', 'true'), ('API_MAP_RASTER_URL', 'none'), ('API_MAP_RASTER_ATTRIBUTION', 'Somebody')`;
  const settings = readSettings({ FLASK_SECRET_KEY: "the secret key of a test, which is long", ALLSKY_RAW_DAYS: "5" });
  settings.storage = server.backend.services.settings.storage;
  const other = await assembleBackend(settings, { sql: server.sql, whenAlone: () => Promise.resolve() });
  await other.stop();
  const { ALLSKY_IMAGE_DAYS, ALLSKY_RAW_DAYS, AUDIT_LOG_DAYS, PORT, API_FORCE_AUTH_ON_UPLOAD, loginIsOptional } =
    settings;
  assert.deepEqual(
    { ALLSKY_IMAGE_DAYS, ALLSKY_RAW_DAYS, AUDIT_LOG_DAYS, PORT, API_FORCE_AUTH_ON_UPLOAD, loginIsOptional },
    {
      ALLSKY_IMAGE_DAYS: 7,
      ALLSKY_RAW_DAYS: 5,
      AUDIT_LOG_DAYS: 365,
      PORT: 5000,
      API_FORCE_AUTH_ON_UPLOAD: true,
      loginIsOptional: false,
    },
  );
});

serverTest("the environment also wins over what is stored for a worker, whose settings are a copy", async (server) => {
  await server.sql`INSERT INTO instance_settings (name, value) VALUES ('ALLSKY_RAW_DAYS', '3'), ('BLUR', 'off')`;
  const given = {
    ALLSKY_IMAGE_DAYS: "0",
    BLUR: "builtin",
    FLASK_SECRET_KEY: "the secret key of a test, which is long",
  };
  const settings = { ...readSettings(given), PICTURE_PROCESS_THREADS_LIMIT: 0 };
  settings.storage = server.backend.services.settings.storage;
  const worker = await assembleBackend(settings, { sql: server.sql, whenAlone: () => Promise.resolve() });
  await worker.stop();
  const { ALLSKY_IMAGE_DAYS, ALLSKY_RAW_DAYS, BLUR } = settings;
  assert.deepEqual([ALLSKY_IMAGE_DAYS, ALLSKY_RAW_DAYS, BLUR], [0, 3, "builtin"]);
});

serverTest("what is changed while a server starts counts there", async (server) => {
  const settings = readSettings({ FLASK_SECRET_KEY: "the secret key of a test, which is long" });
  settings.storage = server.backend.services.settings.storage;
  const other = await assembleBackend(settings, {
    sql: server.sql,
    // Comes after what is stored was read.
    whenAlone: async () => {
      await server.sql`INSERT INTO instance_settings (name, value) VALUES ('ALLSKY_RAW_DAYS', '4')`;
    },
  });
  await other.stop();
  assert.equal(settings.ALLSKY_RAW_DAYS, 4);
});

serverTest("what the environment has is shown and refused, with everything that came with it", async (server) => {
  const { ALLSKY_RAW_DAYS, ALLSKY_IMAGE_DAYS, API_REQUESTS_PER_MINUTE } = await settingsByName(server);
  assert.deepEqual([ALLSKY_RAW_DAYS?.source, ALLSKY_RAW_DAYS?.value], ["environment", "5"]);
  assert.deepEqual([ALLSKY_IMAGE_DAYS?.source, ALLSKY_IMAGE_DAYS?.value], ["default", "30"]);
  assert.equal(API_REQUESTS_PER_MINUTE?.takes_effect, "restart");
  const refusal = await change(server, { ALLSKY_IMAGE_DAYS: "9", ALLSKY_RAW_DAYS: "9" }, 409);
  assert.equal(refusal.details.field, "ALLSKY_RAW_DAYS");
  assert.equal((await settingsByName(server)).ALLSKY_IMAGE_DAYS?.value, "30");
}, { ALLSKY_RAW_DAYS: "5" });

serverTest("wrong values are refused by name, at the edges", async (server) => {
  for (
    const [name, value] of [
      ["ALLSKY_IMAGE_DAYS", "36501"],
      ["ALLSKY_IMAGE_DAYS", "-1"],
      ["API_QUOTA_PICTURES", "many"],
      ["BLUR", "a little"],
      ["API_SUMMARY", "{"],
      ["API_SUMMARY", '{"email": "nobody"}'],
      ["API_MAP_STYLE_URL", "javascript:alert(1)"],
      ["API_VIEWER_HOSTS", "https://a.example'; script-src *"],
      ["API_PICTURES_LICENSE_SPDX_ID", "etalab-2.0"],
      ["API_DEFAULT_PICTURE_VISIBILITY", "nobody"],
      ["API_DEFAULT_COLLABORATIVE_METADATA_EDITING", "maybe"],
    ] as const
  ) {
    const { details } = await change(server, { [name]: value }, 400);
    assert.ok(details.fields.includes(name), JSON.stringify(details));
    assert.match(details.error, new RegExp(name));
  }
  await change(server, { DB_URL: "postgres://elsewhere" }, 400);
  await change(server, { ALLSKY_IMAGE_DAYS: 36_500 }, 400);
  await change(server, { ALLSKY_IMAGE_DAYS: "x".repeat(10_001) }, 400);
  await change(server, { ALLSKY_IMAGE_DAYS: "36500", ALLSKY_RAW_DAYS: "0" });
  await change(server, {});
});

serverTest("what an earlier version stored keeps nobody from changing something else", async (server) => {
  await server.sql`
    INSERT INTO instance_settings (name, value) VALUES
      ('AUDIT_LOG_DAYS', 'long'), ('API_PICTURES_LICENSE_SPDX_ID', 'etalab-2.0'), ('API_PICTURES_LICENSE_URL', 'nowhere')`;
  const stored = async () =>
    Object.fromEntries(
      (await server.sql`SELECT name, value FROM instance_settings`).map(({ name, value }) => [name, value]),
    );
  await change(server, { ALLSKY_RAW_DAYS: "9" });
  assert.equal((await settingsByName(server)).ALLSKY_RAW_DAYS?.value, "9");
  assert.equal((await stored()).AUDIT_LOG_DAYS, "long", "another version may accept it");
  for (const bad of [{ AUDIT_LOG_DAYS: "longer" }, { API_PICTURES_LICENSE_URL: "anywhere" }]) {
    const { details } = await change(server, bad, 400);
    assert.deepEqual(details.fields, Object.keys(bad));
  }
  await change(server, { API_PICTURES_LICENSE_URL: "https://example.org/etalab" });
  assert.equal((await read(server.url, "/api/configuration")).license.id, "etalab-2.0");
  assert.deepEqual(
    (await change(server, { API_PICTURES_LICENSE_URL: null }, 400)).details.fields,
    ["API_PICTURES_LICENSE_SPDX_ID", "API_PICTURES_LICENSE_URL"],
  );
  await change(server, { AUDIT_LOG_DAYS: null });
  assert.ok(!("AUDIT_LOG_DAYS" in await stored()));
});

serverTest("who may upload, and what becomes of it, changes at once", async (server) => {
  const make = (status: number) =>
    answer(
      fetch(`${server.url}/api/upload_sets`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: '{"title": "A walk"}',
      }),
      status,
    );
  await make(200);
  await change(server, { API_FORCE_AUTH_ON_UPLOAD: "true", API_DEFAULT_PICTURE_VISIBILITY: "logged-only" });
  await make(401);
  assert.equal((await read(server.url, "/api/configuration")).defaults.default_visibility, "logged-only");
  await change(server, { API_FORCE_AUTH_ON_UPLOAD: null, API_DEFAULT_PICTURE_VISIBILITY: null });
  await make(200);
});

serverTest("only administrators read and change settings, and the audit log says what they did", async (server) => {
  const ana = await server.account("Ana");
  await change(server, { BLUR: "off" }, 403, ana);
  await change(server, { BLUR: "off" }, 401, {} as typeof ana);
  await answer(fetch(`${server.url}/api/admin/settings`, { headers: ana }), 403);
  await answer(fetch(`${server.url}/api/admin/settings`), 401);
  await change(server, { AUDIT_LOG_DAYS: "30" });
  const { events: [event] } = await answer(
    fetch(`${server.url}/api/admin/audit_log`, { headers: server.defaultAccount }),
  );
  assert.deepEqual([event.kind, event.details], ["settings", { AUDIT_LOG_DAYS: "30" }]);
});

Deno.test("nothing secret, and nothing that is needed to start, can be changed while the program runs", () => {
  for (const name of RUNTIME_NAMES) {
    assert.ok(SETTING_NAMES.includes(name), name);
    assert.doesNotMatch(name, /SECRET|DB_|FS_|OAUTH|HOST$|PORT$|KEY|TOKEN|PASSWORD|PANORAMAX_DATA/);
  }
});
