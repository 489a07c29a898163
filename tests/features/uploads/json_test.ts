import assert from "node:assert/strict";
import { filesText } from "../../../src/features/uploads/json.ts";
import type { ListedFileRow } from "../../../src/features/uploads/file_queries.ts";

const SET = "00000000-0000-0000-0000-000000000001";
const VIEW = { base: "https://panoramax.example", language: "en", showsPictures: false } as const;

function fileRow(index: number): ListedFileRow {
  return {
    upload_set_id: SET,
    picture_id: crypto.randomUUID(),
    file_name: `${index} "quoted" – é.jpg`,
    content_md5: "d969aec7-bc8f-5641-73c7-67313150e499",
    inserted_at: "2024-05-01 10:00:00+00",
    file_type: "picture",
    size: 1,
    rejection_status: null,
    rejection_message: null,
    rejection_details: null,
    warnings: null,
    preparing_status: "broken",
    is_queued: false,
    sequence_id: SET,
    error: "It cannot be blurred",
    error_text: null,
  };
}

Deno.test("filesText() is JSON, with the pictures only for who may know them", async () => {
  const file = fileRow(0);
  const hidden = JSON.parse(await filesText(SET, [file], VIEW));
  assert.deepEqual(hidden.links, [
    { rel: "self", type: "application/json", href: `https://panoramax.example/api/upload_sets/${SET}` },
  ]);
  assert.deepEqual([hidden.files.length, hidden.files[0].file_name], [1, file.file_name]);
  assert.equal("picture_id" in hidden.files[0] || "processing" in hidden.files[0], false);
  const shown = JSON.parse(await filesText(SET, [file], { ...VIEW, showsPictures: true }));
  assert.equal(shown.files[0].picture_id, file.picture_id);
  const processing = { status: "broken", error: "It cannot be blurred", collection_id: SET };
  assert.deepEqual(shown.files[0].processing, processing);
  const queued = { ...file, is_queued: true };
  const again = JSON.parse(await filesText(SET, [queued], { ...VIEW, showsPictures: true }));
  assert.equal(again.files[0].processing.status, "waiting");
  assert.deepEqual(JSON.parse(await filesText(SET, [], VIEW)).files, []);
});

Deno.test("filesText() of 20,000 files lets others have their turn", async () => {
  let turns = 0;
  const others = setInterval(() => turns++, 1);
  const text = await filesText(SET, Array.from({ length: 20_000 }, (_, index) => fileRow(index)), VIEW);
  clearInterval(others);
  assert.equal(JSON.parse(text).files.length, 20_000);
  assert.ok(turns >= 2, `${turns}`);
});
