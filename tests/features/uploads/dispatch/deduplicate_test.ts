import assert from "node:assert/strict";
import { findDuplicates } from "../../../../src/features/uploads/dispatch/deduplicate.ts";
import { haversine } from "../../../../src/features/uploads/dispatch/distance.ts";
import type { DispatchPicture } from "../../../../src/features/uploads/dispatch/plan.ts";
import { METRE, picture } from "./pictures.ts";

const limits = { distance: 1, rotation: 60 };
const found = async (group: DispatchPicture[]) =>
  (await findDuplicates(group, limits)).map(({ picture, of, angle }) => `${picture.id}=${of.id}@${angle}`);

const CASES: [string, Partial<DispatchPicture>[], string[]][] = [
  ["same place, same direction", [{}, {}], ["1=0@0"]],
  ["a metre is inclusive", [{}, { latitude: 48.39 + 0.99 * METRE }], ["1=0@0"]],
  ["further than a metre", [{}, { latitude: 48.39 + 1.01 * METRE }], []],
  ["turned by the limit", [{ heading: 350 }, { heading: 50 }], ["1=0@60"]],
  ["turned by more", [{ heading: 350 }, { heading: 51 }], []],
  ["unknown heading", [{ heading: null }, { heading: 180 }], ["1=0@null"]],
  ["one that is gone and cannot stay", [{ isGone: true }, {}, {}], ["0=1@0", "2=1@0"]],
  ["not neighbours in the sequence", [{}, { latitude: 48.4 }, {}], ["2=0@0"]],
  ["of several alike, the first stays", [{}, {}, {}], ["1=0@0", "2=0@0"]],
  ["across the antimeridian", [{ longitude: 180, latitude: 0 }, { longitude: -180, latitude: 0 }], ["1=0@0"]],
  ["at the pole", [{ latitude: 90, longitude: 0 }, { latitude: 90, longitude: 123 }], ["1=0@0"]],
];

for (const [name, changes, expected] of CASES) {
  Deno.test(`findDuplicates() with pictures ${name}`, async () => {
    assert.deepEqual(await found(changes.map((change, index) => picture(String(index), change))), expected);
  });
}

Deno.test("findDuplicates() gives what comparing all pairs would, on 2,000 pictures", async () => {
  let seed = 42;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
  const group = Array.from({ length: 2000 }, (_, i) =>
    picture(String(i), {
      latitude: 48 + random() * 40 * METRE,
      longitude: 2 + random() * 40 * METRE,
      heading: Math.floor(random() * 360),
    }));
  const removed = new Set<DispatchPicture>();
  for (const kept of group) {
    if (removed.has(kept)) continue;
    for (const other of group) {
      if (other === kept || removed.has(other) || haversine(kept, other) > 1) continue;
      const turn = Math.abs(kept.heading! - other.heading!);
      if (Math.min(turn, 360 - turn) <= 60) removed.add(other);
    }
  }
  assert.ok(removed.size > 100);
  const ours = new Set((await findDuplicates(group, limits)).map(({ picture }) => picture));
  assert.deepEqual([...ours].map(({ id }) => id).sort(), [...removed].map(({ id }) => id).sort());
});

Deno.test("findDuplicates() is quick on 20,000 pictures along a parallel, and lets others have their turn", async () => {
  const group = Array.from({ length: 20_000 }, (_, i) => picture(String(i), { longitude: i * 5 * METRE }));
  let turns = 0;
  const others = setInterval(() => turns++, 1);
  const start = performance.now();
  assert.deepEqual(await findDuplicates(group, limits), []);
  clearInterval(others);
  assert.ok(performance.now() - start < 2000);
  assert.ok(turns >= 2, `${turns}`);
});
