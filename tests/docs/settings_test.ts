import assert from "node:assert/strict";
import { LEGACY_NAMES, readSettings, SETTING_NAMES } from "../../src/core/settings/mod.ts";

const document = await Deno.readTextFile(new URL("../../docs/settings.md", import.meta.url));
const rows = Array.from(
  document.matchAll(/^\| ([A-Z_]+) +\| (.+?) +\| (.+?) +\|$/gm),
  ([, name = "", fallback]) => ({ name, fallback }),
);

/** Their default depends on another setting, or is a whole object. */
const DESCRIBED_IN_WORDS = ["FS_URL", "FS_TMP_URL", "FS_PERMANENT_URL", "FS_DERIVATES_URL", "API_SUMMARY"];

Deno.test("docs/settings.md lists every setting once, and no other", () => {
  assert.deepEqual(rows.map(({ name }) => name).sort(), [...SETTING_NAMES].sort());
});

Deno.test("docs/settings.md tells the defaults", () => {
  const defaults: Record<string, unknown> = readSettings({});
  for (const { name, fallback } of rows) {
    if (DESCRIBED_IN_WORDS.includes(name)) continue;
    const expected = defaults[name] === undefined ? "not set" : `\`${defaults[name]}\``;
    assert.equal(fallback, expected, name);
  }
});

Deno.test("docs/settings.md tells the names of old", () => {
  for (const [old, name] of Object.entries(LEGACY_NAMES)) {
    const text = document.replaceAll(/\s+/g, " ");
    assert.ok(text.includes(`\`${old}\` (now \`${name}\`)`), old);
  }
});
