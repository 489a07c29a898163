import assert from "node:assert/strict";
import { LANGUAGES } from "../../src/http/languages.ts";
import { translate } from "../../src/http/messages/mod.ts";

Deno.test("translate() knows in every language what tells that something is missing, and leaves the rest in English", () => {
  for (
    const text of [
      "Collection doesn't exist",
      "Item doesn't exist",
      "Picture can't be found, you may check its ID",
      "Picture is not available (currently in processing)",
      "Impossible to find a thumbnail for the collection",
      "A sequence with the same ID already exists",
      "A picture with the same ID already exists",
      "Impossible to parse picture metadata",
    ]
  ) {
    const texts = LANGUAGES.map((language) => translate(text, language));
    assert.equal(texts[0], text);
    assert.equal(new Set(texts).size, LANGUAGES.length, text);
  }
  assert.equal(translate("Token not valid", "fr"), "Token not valid");
});
