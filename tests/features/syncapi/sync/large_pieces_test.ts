import assert from "node:assert/strict";
import { inLargePieces } from "../../../../src/features/syncapi/sync/large_pieces.ts";

async function* numbers(sizes: number[]) {
  let next = 0;
  for (const size of sizes) yield Uint8Array.from({ length: size }, () => next++ % 251);
}

Deno.test("inLargePieces() gives the same bytes, whatever their chunks", async () => {
  for (const sizes of [[], [0], [5, 0, 7], [262_144], [262_143, 2, 700_000], Array(40).fill(16_384)]) {
    const given = await Array.fromAsync(inLargePieces(numbers(sizes)), (piece) => piece.slice());
    assert.ok(given.slice(0, -1).every(({ length }) => length === 262_144));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const bytes = new Uint8Array(await new Blob(given).arrayBuffer());
    assert.equal(bytes.length, total);
    assert.ok(bytes.every((byte, i) => byte === i % 251), String(sizes));
  }
});
