import assert from "node:assert/strict";
import { completeSort, readSort, sortText } from "../../../../src/features/stac/collections/sort.ts";

Deno.test("readSort() reads fields with their signs", () => {
  // A plus sign that is not encoded arrives as a space.
  for (const text of ["-updated,+created,id,title", "-updated, created,id, title"]) {
    assert.deepEqual(readSort(text), [
      { field: "updated", descending: true },
      { field: "created", descending: false },
      { field: "id", descending: false },
      { field: "title", descending: false },
    ]);
  }
});

Deno.test("readSort() refuses other texts and unknown fields", () => {
  for (const text of ["", "  created", "created ", "created,", "++created", "created updated", "created;id"]) {
    assert.throws(() => readSort(text), {
      status: 400,
      message: "Unsupported sortby parameter: syntax isn't correct",
    }, text);
  }
  for (const text of ["pouet", "-inserted_at", "constructor"]) {
    assert.throws(() => readSort(text), { status: 400, message: "Unsupported sortby parameter: invalid column name" });
  }
});

Deno.test("completeSort() makes the order total and names no field twice", () => {
  for (
    const [text, expected] of [
      ["created", "+created,+id"],
      ["-created", "-created,+id"],
      ["-updated", "-updated,+created,+id"],
      ["id", "+id,+created"],
      ["-created,+created,updated", "-created,+updated,+id"],
    ] as const
  ) assert.equal(sortText(completeSort(readSort(text))), expected);
});
