import assert from "node:assert/strict";
import { cycloneDx, licencesText } from "../../scripts/notices/documents.ts";
import { installedPackages } from "../../scripts/notices/packages.ts";

const HONO = { name: "hono", version: "4.1.0", licence: "MIT", text: "Permission is granted" };
const OPENAPI = { name: "@hono/zod-openapi", version: "1.6.3", licence: "MIT", text: "" };

Deno.test("The bill of materials names each package by its purl, with the checksum of the lock file", () => {
  const checksums = new Map([["hono@4.1.0", `sha512-${btoa("\x00\xff")}`]]);
  const { components } = cycloneDx([HONO, OPENAPI], checksums, "0.1.0") as { components: Record<string, unknown>[] };
  const [hono, openapi] = components;
  assert.deepEqual([hono?.purl, hono?.hashes], ["pkg:npm/hono@4.1.0", [{ alg: "SHA-512", content: "00ff" }]]);
  assert.deepEqual([openapi?.purl, openapi?.group, openapi?.name, openapi?.hashes], [
    "pkg:npm/%40hono/zod-openapi@1.6.3",
    "@hono",
    "zod-openapi",
    undefined,
  ]);
  const works = components.map(({ name }) => name);
  for (const name of ["Deno", "PostgreSQL", "PostGIS", "libvips"]) assert.ok(works.includes(name), name);
  assert.equal(new Set(components.map((component) => component["bom-ref"])).size, components.length);
});

Deno.test("The licences text has the licence of every package, and says where one is missing", () => {
  const text = licencesText([HONO, OPENAPI], "MIT License of ours");
  assert.match(text, /MIT License of ours[\s\S]+hono 4\.1\.0 \(MIT\)\n\nPermission is granted/);
  assert.match(text, /@hono\/zod-openapi 1\.6\.3 \(MIT\)\n\nThe package contains no licence text/);
});

Deno.test("Every installed package states its licence, and none forbids passing the binary on", async () => {
  const packages = await installedPackages(new URL("../../node_modules", import.meta.url).pathname);
  const names = packages.map(({ name }) => name);
  for (const name of ["hono", "postgres", "sharp", "@electric-sql/pglite"]) assert.ok(names.includes(name), name);
  assert.ok(!names.some((name) => name.startsWith("@types/")));
  const odd = packages.filter(({ licence }) => /NOASSERTION|UNLICENSED|AGPL|BUSL|SSPL/.test(licence));
  assert.deepEqual(odd.map(({ name, licence }) => `${name}: ${licence}`), []);
});
