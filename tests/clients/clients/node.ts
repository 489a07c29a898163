/** Clients of the JavaScript world. */
import assert from "node:assert/strict";
import { makePicture } from "../../support/pictures.ts";
import { answer } from "../../support/server.ts";
import { type Client, must, NODE_CLIENTS, nodeVersion } from "../client.ts";

export const redocly: Client = {
  name: "@redocly/cli",
  does: "lints the OpenAPI document, 3.1 and 3.0, with the recommended rules: no errors",
  isIndependent: true,
  version: () => nodeVersion("@redocly/cli"),
  async run({ url, folder }) {
    const files = await Promise.all(["3.1", "3.0"].map(async (version) => {
      const file = `${folder}/openapi-${version}.json`;
      await Deno.writeTextFile(file, await (await fetch(`${url}/api/docs/specs.json?version=${version}`)).text());
      return file;
    }));
    await must("node", [
      `${NODE_CLIENTS}/node_modules/@redocly/cli/bin/cli.js`,
      "lint",
      "--extends",
      "recommended",
      "--format",
      "summary",
      ...files,
    ], { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" });
  },
};

/** What is asked of `panoramax-js`, as MapComplete does. */
const PANORAMAX_JS = `
const assert = require("node:assert/strict");
const { Panoramax, AuthorizedPanoramax } = require("panoramax-js");
const [url, id, collection, token, file] = process.argv.slice(1);
(async () => {
  const api = new Panoramax(url + "/api");
  assert.deepEqual(await api.search({ ids: [] }), [], "no ids, no pictures");
  assert.equal((await api.search({ ids: [id] }))[0].id, id);
  const { geometry: { coordinates: [lon, lat] } } = await api.imageInfo(id, collection);
  const near = await api.search({ bbox: [lon - 1e-5, lat - 1e-5, lon + 1e-5, lat + 1e-5] });
  assert.ok(near.some((item) => item.id === id));
  const found = await api.search({ place: [lon, lat + 1e-4], place_distance: [0, 50] });
  assert.ok(found.some((item) => item.id === id));
  assert.ok((await api.picturesIn(collection)).length > 0);
  assert.equal((await api.sequenceInfo(collection)).id, collection);
  const mine = new AuthorizedPanoramax(url + "/api", token);
  const sequence = await mine.createCollection("from a map");
  const bytes = require("node:fs").readFileSync(file);
  const item = await mine.appendImage(new File([bytes], "new.jpg", { type: "image/jpeg" }), sequence.id);
  assert.ok(item.id);
  console.log(item.id);
})().catch((error) => { console.error(error); process.exit(1); });
`;

export const panoramaxJs: Client = {
  name: "panoramax-js",
  does: "searches by ids (also none), box and place; makes a sequence and adds a picture, as MapComplete does",
  version: () => nodeVersion("panoramax-js"),
  async run({ url, folder, server, items: [item] }) {
    assert.ok(item);
    const file = `${folder}/new.jpg`;
    const time = new Date("2024-08-01T10:00:00Z");
    await Deno.writeFile(file, await makePicture({ width: 64, height: 48, seed: 7, longitude: 2, latitude: 48, time }));
    const token = server.defaultAccount.Authorization?.slice("Bearer ".length) ?? "";
    const env = { NODE_PATH: `${NODE_CLIENTS}/node_modules` };
    const output = await must("node", ["-e", PANORAMAX_JS, url, item.id, item.collection, token, file], env);
    await server.backend.runner!.idle();
    await answer(fetch(`${url}/api/pictures/${output.trim()}`));
  },
};
