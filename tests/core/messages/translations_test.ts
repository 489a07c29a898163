import assert from "node:assert/strict";
import { objectionToName, objectionToPassword } from "../../../src/features/accounts/mod.ts";
import { LANGUAGES, message, translate } from "../../../src/core/messages/mod.ts";

Deno.test("translate() knows in every language the errors that people meet", () => {
  for (
    const text of [
      message("stac.collection_unknown"),
      message("stac.item_unknown"),
      message("pictures.not_found"),
      message("pictures.in_processing"),
      message("pictures.no_thumbnail"),
      message("uploads.collection_id_taken"),
      message("uploads.id_taken"),
      message("uploads.unreadable_metadata"),
      message("http.unsupported_filter"),
      message("stac.bbox_format"),
      message("uploads.position_taken"),
      message("uploads.no_position"),
      message("community.report_unknown"),
      message("community.page_name_unknown"),
      message("community.area_unknown"),
      message("community.transfer_pending"),
      message("map.tile_format"),
    ]
  ) {
    const texts = LANGUAGES.map((language) => translate(text, language));
    assert.equal(texts[0], String(text));
    assert.equal(new Set(texts).size, LANGUAGES.length, String(text));
  }
});

Deno.test("translate() leaves the values of a text as they are, whatever is in them", () => {
  assert.equal(translate(message("community.annotation_unknown", { id: 12 }), "fr"), "Annotation 12 introuvable");
  assert.equal(
    translate(message("community.page_not_available", { language: "$&{id}" }), "de"),
    "Die Seite ist in der Sprache $&{id} nicht verfügbar",
  );
  assert.equal(translate(message("community.annotation_unknown", { id: 12 }), "en"), "Annotation 12 not found");
});

Deno.test("translate() knows in French what is wrong with a name or a password", async () => {
  const objections = [
    objectionToName(""),
    objectionToName("a".repeat(101)),
    objectionToName("a\nb"),
    await objectionToPassword("short", "ana"),
    await objectionToPassword("a".repeat(257), "ana"),
    await objectionToPassword("ana of the hills", "Ana of the hills"),
    await objectionToPassword("password", "ana"),
  ];
  for (const objection of objections) {
    assert.ok(objection);
    assert.match(translate(objection, "fr"), /^Le (compte|nom|mot de passe) /, String(objection));
  }
  assert.equal(translate(objections[1]!, "fr"), "Le nom peut avoir au plus 100 caractères");
});
