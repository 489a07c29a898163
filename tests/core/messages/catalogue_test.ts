import assert from "node:assert/strict";
import { ENGLISH } from "../../../src/core/messages/english/mod.ts";
import { FRENCH } from "../../../src/core/messages/french/mod.ts";
import { withFrenchSpaces } from "../../../src/core/messages/french/spacing.ts";
import { GERMAN } from "../../../src/core/messages/german/mod.ts";
import { HUNGARIAN } from "../../../src/core/messages/hungarian/mod.ts";
import {
  message,
  type MessageKey,
  restoreMessage,
  speaker,
  storeMessage,
  translate,
} from "../../../src/core/messages/mod.ts";
import { SPANISH } from "../../../src/core/messages/spanish/mod.ts";

const TRANSLATIONS = { FRENCH, GERMAN, HUNGARIAN, SPANISH };
const KEYS = Object.keys(ENGLISH) as MessageKey[];

/** All source that may use a text: modules, pages, and the scripts of pages. */
async function source(folder: URL): Promise<string> {
  let text = "";
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = new URL(name + (isDirectory ? "/" : ""), folder);
    if (isDirectory) text += path.href.includes("/core/messages/") ? "" : await source(path);
    else if (/\.(ts|tsx|js)$/.test(name)) text += await Deno.readTextFile(path);
  }
  return text;
}

Deno.test("Every text exists in every language", () => {
  // As lines to fill in: what a language lacks is shown in English until then.
  const missing = Object.entries(TRANSLATIONS).flatMap(([name, texts]) =>
    KEYS.filter((key) => !(key in texts)).map((key) => `${name.toLowerCase()}/ "${key}": "${ENGLISH[key]}",`)
  );
  assert.equal(missing.join("\n"), "", `${missing.length} texts are missing`);
});

Deno.test("Every translation has the places of the English text, and none is left over", () => {
  for (const [name, texts] of Object.entries(TRANSLATIONS)) {
    for (const key of KEYS) {
      const translation: string | undefined = texts[key];
      if (translation === undefined) continue;
      assert.deepEqual(placesOf(translation), placesOf(ENGLISH[key]), `places of ${key} in ${name}`);
    }
    for (const key of Object.keys(texts)) assert.ok(key in ENGLISH, `${key} in ${name} is no text any more`);
  }
});

/** Keys whose English happens to be the same, and why they are two: what tells them apart in another language. */
const SAME_IN_ENGLISH: Record<string, string> = {
  "web.log_out web.end_session": "one ends your own session, the other one on another device: French has two verbs",
};

Deno.test("No two keys have the same text", () => {
  const keys = Map.groupBy(KEYS, (key): string => ENGLISH[key]);
  const shared = [...keys.values()].filter(({ length }) => length > 1);
  assert.deepEqual(shared.map((names) => names.join(" ")), Object.keys(SAME_IN_ENGLISH));
  for (const names of shared) {
    for (const texts of Object.values(TRANSLATIONS)) {
      const translated = names.map((key) => texts[key]).filter((text) => text !== undefined);
      assert.equal(new Set(translated).size, translated.length, `${names.join(" and ")} could be one key`);
    }
  }
});

Deno.test("French is typed with ordinary spaces, and shown with those that break no line", () => {
  assert.deepEqual(withFrenchSpaces({ a: "« Bob » : qui ? 12 345 ; non ! 5 :" }), {
    a: "«\u00a0Bob\u00a0»\u00a0: qui\u202f? 12\u202f345\u202f; non\u202f! 5\u00a0:",
  });
  // Clients of geovisio compare what its reader of metadata says, letter by letter.
  const breakable = KEYS.filter((key) => !key.startsWith("metadata.") && / [;:!?»]|« |'/.test(FRENCH[key]));
  assert.deepEqual(breakable, []);
});

Deno.test("Every text is used", async () => {
  const code = await source(new URL("../../../src/", import.meta.url));
  const unused = KEYS.filter((key) => !code.includes(`"${key}"`) && !code.includes(`'${key}'`));
  assert.deepEqual(unused, []);
});

Deno.test("translate() puts values and messages into the places of a text", () => {
  const inner = message("http.try_again_soon");
  assert.equal(String(inner), ENGLISH["http.try_again_soon"]);
  assert.equal(translate(inner, "fr"), FRENCH["http.try_again_soon"]);
  assert.equal(translate(inner, "hu"), HUNGARIAN["http.try_again_soon"] ?? ENGLISH["http.try_again_soon"]);
  assert.equal(speaker("fr")("http.try_again_soon"), FRENCH["http.try_again_soon"]);
});

Deno.test("restoreMessage() gives back what storeMessage() kept, and nothing for a key that is gone", () => {
  const kept = message("stac.filter_expected", { expected: message("stac.filter_a_name") });
  const stored = JSON.parse(JSON.stringify(storeMessage(kept)));
  const restored = restoreMessage(stored);
  assert.ok(restored);
  assert.equal(translate(restored, "fr"), translate(kept, "fr"));
  assert.equal(restoreMessage({ ...stored, key: "stac.gone" }), undefined);
});

function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([place]) => place))].sort();
}
