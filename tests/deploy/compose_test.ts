/** The example for several machines, as far as it can be checked without containers. */
import assert from "node:assert/strict";
import { SETTING_NAMES } from "../../src/core/settings/mod.ts";
import { HAS_NGINX, nginxAccepts } from "../support/nginx.ts";

const compose = await Deno.readTextFile(new URL("../../deploy/compose.yaml", import.meta.url));
const nginx = await Deno.readTextFile(new URL("../../deploy/nginx.conf", import.meta.url));
const operations = await Deno.readTextFile(new URL("../../docs/operations.md", import.meta.url));

Deno.test("compose.yaml sets settings that exist", () => {
  const names = [...compose.matchAll(/^ +((?:DB|FS|API|INFRA|PICTURE|FLASK)_[A-Z_]+):/gm)].map(([, name]) => name);
  assert.ok(names.length >= 5);
  assert.deepEqual(names.filter((name) => !SETTING_NAMES.some((known) => known === name)), []);
});

Deno.test("nginx.conf sets the headers that docs/operations.md asks for", () => {
  const headers = (text: string) => [...text.matchAll(/proxy_set_header .*;/g)].map(([line]) => line);
  const [documented = ""] = /```nginx[\s\S]*?```/.exec(operations) ?? [];
  assert.deepEqual(headers(nginx), headers(documented));
});

Deno.test({
  name: "nginx accepts nginx.conf",
  ignore: !HAS_NGINX,
  fn: async () => assert.equal(await nginxAccepts(nginx), ""),
});
