/**
 * Other people's clients, unmodified, against one server. `deno task clients` installs them and says what they did; what is
 * not installed is not run. Those that only read come first.
 */
import assert from "node:assert/strict";
import { serverTest } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary_folder.ts";
import { startIdentityProvider } from "../support/identity_provider.ts";
import type { Client } from "./client.ts";
import { curl, wget } from "./clients/downloaders.ts";
import { gdal } from "./clients/gdal.ts";
import { indiAllsky } from "./clients/indi_allsky.ts";
import { panoramaxJs, redocly } from "./clients/node.ts";
import {
  feedparser,
  geopicTagReader,
  owslib,
  panoramaxCli,
  pystacClient,
  stacApiValidator,
  stacAsset,
} from "./clients/python.ts";
import { goMap, iD, josm } from "./clients/requests.ts";
import { makeWorld } from "./world.ts";

const CLIENTS: Client[] = [
  gdal,
  owslib,
  pystacClient,
  stacApiValidator,
  stacAsset,
  feedparser,
  geopicTagReader,
  redocly,
  wget,
  curl,
  josm,
  iD,
  goMap,
  panoramaxJs,
  panoramaxCli,
  indiAllsky,
];

/** Where one JSON object a client and database goes, for the table. */
const RESULTS = Deno.env.get("TEST_CLIENT_RESULTS");

const provider = await startIdentityProvider();
Deno.test.afterAll(() => provider.stop());
const SETTINGS = { ...provider.settings, API_ALLOWED_RETURN_URLS: "gomaposm://" };

serverTest("clients of other people get what they want", async (server) => {
  await using folder = await temporaryFolder();
  const world = await makeWorld(server, folder.path);
  const failures: string[] = [];
  for (const client of CLIENTS) {
    if (client.isIndependent && server.database.kind === "native") continue;
    const version = await client.version();
    if (version === undefined) {
      console.log(`${client.name}: not installed`);
      continue;
    }
    const place = `${folder.path}/${client.name.replaceAll(/\W/g, "")}`;
    await Deno.mkdir(place);
    const started = performance.now();
    const failure = await client.run({ ...world, folder: place }).then(
      () => undefined,
      (error) => String(error.message),
    );
    console.log(`${client.name} ${version}: ${failure ?? "passed"} (${Math.round(performance.now() - started)} ms)`);
    if (failure !== undefined) failures.push(`${client.name}: ${failure}`);
    if (RESULTS) {
      const { name, does } = client;
      const result = { name, version, does, database: server.database.kind, failure };
      await Deno.writeTextFile(RESULTS, `${JSON.stringify(result)}\n`, { append: true });
    }
  }
  assert.deepEqual(failures, []);
}, SETTINGS);
