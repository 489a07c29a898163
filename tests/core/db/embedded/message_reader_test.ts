import assert from "node:assert/strict";
import { MessageReader } from "../../../../src/core/db/embedded/message_reader.ts";
import { concatenate, message, query } from "../../../../src/core/db/embedded/wire_protocol.ts";

Deno.test("MessageReader finds the same messages however the bytes are cut", () => {
  const messages = [query("SELECT 1"), message(0x53), query("x".repeat(1000)), message(0x58)];
  const bytes = concatenate(messages);
  for (const step of [1, 2, 3, 7, 100, bytes.length]) {
    const reader = new MessageReader();
    const found: Uint8Array[] = [];
    for (let offset = 0; offset < bytes.length; offset += step) {
      reader.push(bytes.subarray(offset, offset + step));
      for (let next = reader.nextMessage(); next; next = reader.nextMessage()) found.push(next);
    }
    assert.deepEqual(found.map((one) => [...one]), messages.map((one) => [...one]), `in steps of ${step}`);
  }
});

Deno.test("MessageReader refuses lengths that cannot be", () => {
  const broken = (bytes: number[]) => {
    const reader = new MessageReader();
    reader.push(Uint8Array.from(bytes));
    return () => reader.nextMessage();
  };
  assert.throws(broken([0x51, 0, 0, 0, 3]), { code: "08P01" });
  assert.throws(broken([0x51, 0x7f, 0xff, 0xff, 0xff]), { code: "54000" });
});

Deno.test("MessageReader takes a large message in linear time", () => {
  const large = query("x".repeat(32 * 1024 * 1024));
  const reader = new MessageReader();
  const started = performance.now();
  for (let offset = 0; offset < large.length; offset += 4096) {
    reader.push(large.subarray(offset, offset + 4096));
    if (offset + 4096 < large.length) assert.equal(reader.nextMessage(), undefined);
  }
  assert.equal(reader.nextMessage()?.length, large.length);
  assert.ok(performance.now() - started < 5000);
});
