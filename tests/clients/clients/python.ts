/** Clients of the Python world. */
import assert from "node:assert/strict";
import { uuid } from "../../features/stac/seeds.ts";
import { writePictures } from "../../support/pictures.ts";
import { answer } from "../../support/server.ts";
import { type Client, must, mustPython, pythonProgram, pythonVersion, run } from "../client.ts";

export const owslib: Client = {
  name: "OWSLib",
  does: "reads conformance, the OpenAPI document, collections, queryables, items by place and time (`Features`)",
  version: () => pythonVersion("owslib"),
  async run({ url, items: [item], camera }) {
    assert.ok(item);
    const place = [String(item.longitude), String(item.latitude)];
    await mustPython("owslib_features.py", `${url}/api`, item.collection, camera.uuid, ...place, item.datetime);
  },
};

export const pystacClient: Client = {
  name: "pystac-client",
  does: "searches by GET and POST, pages, filters, validates; finds a night of an all-sky camera by its UUID",
  version: () => pythonVersion("pystac-client"),
  async run({ url, items, collections, camera }) {
    const walked = await mustPython("pystac_client_walk.py", `${url}/api`);
    assert.ok(walked.includes(`${items.length} items in ${collections.length} collections`), walked);
    assert.match(await mustPython("pystac_client_night.py", `${url}/api`, camera.uuid), /5 images of the night/);
  },
};

export const feedparser: Client = {
  name: "feedparser",
  does: "reads the RSS feed with positions, enclosures and logo",
  version: () => pythonVersion("feedparser"),
  async run({ url, items: [item] }) {
    assert.ok(item);
    await mustPython("feedparser_read.py", `${url}/api`, String(item.longitude), String(item.latitude));
  },
};

export const stacAsset: Client = {
  name: "stac-asset",
  does: "downloads the files of an item",
  version: () => pythonVersion("stac-asset"),
  async run({ url, folder, items: [item] }) {
    assert.ok(item);
    const place = `${folder}/assets`;
    const address = `${url}/api/collections/${item.collection}/items/${item.id}`;
    await must(pythonProgram("stac-asset"), ["download", address, place, "--quiet"]);
    for (const name of ["hd.jpg", "sd.jpg", "thumb.jpg"]) {
      const original: Uint8Array = await (await fetch(`${url}/api/pictures/${item.id}/${name}`)).bytes();
      assert.deepEqual(await Deno.readFile(`${place}/${name}`), original, name);
    }
  },
};

/** What it wants otherwise than geovisio's own test suite does, which goes first (docs/compatibility.md). */
const KNOWN = [
  "params={'limit': 100000} ",
  "params={'limit': 1000000} ",
  "params={'bbox': '[100.0, 0.0, 105.0, 1.0]'} ",
  "params={'datetime': '/1985-04-12T23:20:50.52Z'} ",
  "params={'datetime': '1985-04-12T23:20:50.52Z/'} ",
];

export const stacApiValidator: Client = {
  name: "stac-api-validator",
  does: "core, browseable, collections, features, item search, sorting, filtering",
  version: () => pythonVersion("stac-api-validator"),
  async run({ url, items: [item] }) {
    assert.ok(item);
    const place = [String(item.longitude), String(item.latitude)];
    const output = await mustPython("stac_api_validator_run.py", `${url}/api`, item.collection, ...place);
    const lines = output.split("\n");
    assert.ok(lines.includes("validated"), lines.join("\n"));
    const errors = lines.filter((line) => line.startsWith("ERROR"));
    const known = KNOWN.map((text) => `GET ${url}/api/search ${text}`);
    assert.deepEqual(errors.filter((error) => !known.some((text) => error.includes(text))), []);
    for (const text of known) assert.equal(errors.filter((error) => error.includes(text)).length, 1, text);
  },
};

export const geopicTagReader: Client = {
  name: "geopic-tag-reader",
  does: "reads a downloaded picture: same position and time as the item",
  version: () => pythonVersion("geopic-tag-reader"),
  async run({ url, folder, items: [item] }) {
    assert.ok(item);
    const file = `${folder}/picture.jpg`;
    await Deno.writeFile(file, await (await fetch(`${url}/api/pictures/${item.id}/hd.jpg`)).bytes());
    await mustPython("geopic_tag_reader_read.py", file, String(item.longitude), String(item.latitude), item.datetime);
  },
};

export const panoramaxCli: Client = {
  name: "panoramax_cli",
  does:
    "uploads a folder and waits; downloads a collection; finds nothing from accounts that only have an all-sky camera",
  version: () => pythonVersion("panoramax_cli"),
  async run({ url, folder, server, collections: [collection], camera }) {
    assert.ok(collection);
    const program = pythonProgram("panoramax_cli");
    const env = { XDG_CONFIG_HOME: folder, COLUMNS: "300", NO_COLOR: "1" };
    await writePictures(`${folder}/a walk`, 2, { seed: 90, time: new Date("2024-07-01T10:00:00Z") });
    const token = server.defaultAccount.Authorization?.slice("Bearer ".length) ?? "";
    await must(program, ["upload", "--api-url", url, "--token", token, "--wait", `${folder}/a walk`], env);
    const { features } = await answer(fetch(`${url}/api/search?datetime=2024-07-01T00:00:00Z/2024-07-02T00:00:00Z`));
    assert.equal(features.length, 2);

    await must(program, ["download", "--api-url", url, "--collection", collection, "--path", `${folder}/copy`], env);
    const files = [];
    for await (const { name } of Deno.readDir(`${folder}/copy`)) files.push(name);
    assert.ok(files.length > 0);

    const [row] = await server.sql<{ id: string }[]>`SELECT id FROM accounts WHERE name = 'syncuser'`;
    const { output } = await run(
      program,
      ["download", "--api-url", url, "--user", row?.id ?? uuid(0), "--path", `${folder}/none`],
      env,
    );
    assert.match(output, /Impossible to find user/, "an account without street-level pictures has no catalog");
    assert.ok(!output.includes(camera.uuid), output);
  },
};
