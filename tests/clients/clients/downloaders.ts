/** Programs that download. */
import assert from "node:assert/strict";
import { tileAround } from "../../support/tiles.ts";
import { type Client, must, programVersion } from "../client.ts";

export const wget: Client = {
  name: "wget",
  does: "asks for sizes (`--spider`) and resumes a partial download (`--continue`)",
  version: () => programVersion("wget"),
  async run({ url, folder, items: [item] }) {
    assert.ok(item);
    for (const path of [`map/${tileAround(item, 15)}.mvt`, `collections/${item.collection}/items`, "docs/specs.json"]) {
      const { byteLength } = await (await fetch(`${url}/api/${path}`)).arrayBuffer();
      const said = await must("wget", ["--spider", `${url}/api/${path}`], { LC_ALL: "C" });
      assert.ok(said.includes(`Length: ${byteLength} `), `${byteLength}: ${said}`);
    }
    const address = `${url}/api/pictures/${item.id}/hd.jpg`, file = `${folder}/hd.jpg`;
    const whole = await (await fetch(address)).bytes();
    await Deno.writeFile(file, whole.subarray(0, whole.length / 2));
    const said = await must("wget", ["--continue", "--output-document", file, address], { LC_ALL: "C" });
    assert.match(said, /206 Partial Content/);
    assert.deepEqual(await Deno.readFile(file), whole);
  },
};

export const curl: Client = {
  name: "curl",
  does: "requests HEAD, a range, compression, and a file only if it changed (`--etag-compare`)",
  version: () => programVersion("curl"),
  async run({ url, folder, items: [item] }) {
    assert.ok(item);
    const address = `${url}/api/pictures/${item.id}/sd.jpg`, collection = `${url}/api/collections/${item.collection}`;
    const { byteLength } = await (await fetch(address)).arrayBuffer();
    const head = await must("curl", ["--silent", "--fail", "--head", address]);
    assert.match(head, new RegExp(`^content-length: ${byteLength}\r$`, "im"));
    const show = (...args: string[]) =>
      must("curl", [
        "--silent",
        "--fail",
        "--output",
        "/dev/null",
        "--write-out",
        "%{http_code} %{size_download}",
        ...args,
      ]);
    assert.equal(await show("--range", "10-19", address), "206 10");
    await must("curl", [
      "--silent",
      "--fail",
      "--compressed",
      "--output",
      `${folder}/plain.json`,
      `${collection}/items`,
    ]);
    assert.equal(JSON.parse(await Deno.readTextFile(`${folder}/plain.json`)).features.length, 3);
    for (const expected of [/^200 [1-9]/, /^304 0$/]) {
      const etag = `${folder}/etag`;
      assert.match(await show("--etag-save", etag, "--etag-compare", etag, collection), expected);
    }
  },
};
