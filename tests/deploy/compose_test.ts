/** The examples for several machines, as far as they can be checked without containers. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { SETTING_NAMES } from "../../src/core/settings/mod.ts";
import { HAS_NGINX, nginxAccepts } from "../support/nginx.ts";

const KUBERNETES = new URL("../../deploy/kubernetes.yaml", import.meta.url);
/** The oldest version of Kubernetes that the example is for. */
const VERSION = "1.30";
/** With `tests/clients/requirements.txt`. */
const PYTHON = Deno.env.get("TEST_PYTHON_CLIENTS");

const compose = await Deno.readTextFile(new URL("../../deploy/compose.yaml", import.meta.url));
const kubernetes = await Deno.readTextFile(KUBERNETES);
const nginx = await Deno.readTextFile(new URL("../../deploy/nginx.conf", import.meta.url));
const operations = await Deno.readTextFile(new URL("../../docs/operations.md", import.meta.url));

for (const [name, text] of Object.entries({ "compose.yaml": compose, "kubernetes.yaml": kubernetes })) {
  Deno.test(`${name} sets settings that exist`, () => {
    const set = text.matchAll(/^ +(?:- \{ name: )?((?:DB|FS|API|INFRA|PICTURE|FLASK|PUBLIC|PANORAMAX)_[A-Z_]+)[:,]/gm);
    const names = Array.from(set, ([, name]) => name);
    assert.ok(names.length >= 5);
    assert.deepEqual(names.filter((name) => !SETTING_NAMES.some((known) => known === name)), []);
  });
}

Deno.test({
  name: "kubernetes.yaml has the objects that Kubernetes knows, with no field that it does not",
  ignore: PYTHON === undefined,
  fn: async () => {
    const script = fileURLToPath(new URL("kubernetes.py", import.meta.url));
    const args = [script, fileURLToPath(KUBERNETES), VERSION];
    const { stdout, stderr } = await new Deno.Command(PYTHON ?? "python3", { args }).output();
    assert.equal(new TextDecoder().decode(stderr), "");
    assert.deepEqual(new TextDecoder().decode(stdout).trim().split("\n"), [
      "Secret panoramax",
      "ConfigMap panoramax",
      "Job panoramax-upgrade",
      "Deployment panoramax-server",
      "Deployment panoramax-worker",
      "Service panoramax",
      "Ingress panoramax",
    ]);
  },
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
