import assert from "node:assert/strict";

const project = new URL("../../", import.meta.url);

Deno.test("docs/dependencies.md lists every package of deno.json, and no other", async () => {
  const { imports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", project)));
  const document = await Deno.readTextFile(new URL("docs/dependencies.md", project));
  const listed = Array.from(document.matchAll(/^\| ([@a-z][\w@/.-]*) +\|/gm), ([, name]) => name);
  assert.deepEqual(listed, Object.keys(imports).sort());
});

Deno.test("deno.json pins every package to one version", async () => {
  const { imports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", project)));
  for (const [name, source] of Object.entries(imports)) {
    assert.match(String(source), new RegExp(`^npm:${name}@\\d+\\.\\d+\\.\\d+$`));
  }
});
