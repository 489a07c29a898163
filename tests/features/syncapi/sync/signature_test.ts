import assert from "node:assert/strict";
import {
  isGood,
  readCredentials,
  sign,
  slotOf,
  slotOfSignature,
} from "../../../../src/features/syncapi/sync/signature.ts";

const KEY = "0123456789abcdef".repeat(4);
const METADATA = new TextEncoder().encode(
  '{"type": 1, "name": "cam", "uuid": "11111111-2222-3333-4444-555555555555", "utc_offset": -28800.0, "file_size": 0}',
);
const TIME = 1_700_000_123_000;

Deno.test("sign() makes the digest that indi-allsky makes", () => {
  assert.equal(slotOf(TIME), 5666667);
  assert.equal(
    sign(KEY, slotOf(TIME), METADATA),
    "4345bdeb0a26d53755a1c8fdd24d699ab92ce5f772331d8e42462891bc9b85d" +
      "ba53ab382b0db276727a32dba6294eec6a14f964c56d94f3b15682a5a163973b2",
  );
});

Deno.test("a signature is valid from four slots ago to one ahead", () => {
  const accepted = [-6, -5, -4, -3, -2, -1, 0, 1, 2].filter((ahead) => {
    const slot = slotOfSignature(sign(KEY, slotOf(TIME) + ahead, METADATA), KEY, METADATA, TIME);
    return slot !== undefined && isGood(slot, TIME);
  });
  assert.deepEqual(accepted, [-4, -3, -2, -1, 0, 1]);
});

Deno.test("slotOfSignature() finds a signature that becomes valid later, and none of another key", () => {
  const ahead = sign(KEY, slotOf(TIME) + 2, METADATA);
  const slot = slotOfSignature(ahead, KEY, METADATA, TIME)!;
  assert.equal(isGood(slot, TIME), false);
  assert.equal(isGood(slot, TIME + 300_000), true);
  assert.equal(slotOfSignature(ahead, KEY.replace("0", "1"), METADATA, TIME), undefined);
  assert.equal(slotOfSignature("", KEY, METADATA, TIME), undefined);
});

Deno.test("readCredentials() requires one space and one colon", () => {
  assert.deepEqual(readCredentials("Bearer a.b@c-d:0af"), { username: "a.b@c-d", digest: "0af" });
  for (const header of [null, undefined, "", "Bearer", "Bearer a", "Bearer a:b:c", "Bearer  a:b", "Bearer a: b", ":"]) {
    assert.equal(readCredentials(header), undefined, String(header));
  }
});
