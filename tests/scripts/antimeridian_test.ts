import assert from "node:assert/strict";
import { cutAtAntimeridian, type Polygon } from "../../scripts/base_map/antimeridian.ts";

/** West, south, east and north of each part. */
function extents(parts: Polygon[]): [number, number, number, number][] {
  return parts.map(([ring = []]): [number, number, number, number] => {
    const longitudes = ring.map(([longitude]) => longitude), latitudes = ring.map(([, latitude]) => latitude);
    return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
  }).toSorted(([a], [b]) => a - b);
}

Deno.test("cutAtAntimeridian() leaves a polygon as it is that crosses nothing", () => {
  const polygon: Polygon = [[[2, 48], [3, 48], [3, 49], [2, 48]], [[2.5, 48.1], [2.6, 48.1], [2.6, 48.2], [2.5, 48.1]]];
  assert.deepEqual(cutAtAntimeridian(polygon), [polygon]);
});

Deno.test("cutAtAntimeridian() cuts a polygon in two at 180°", () => {
  const parts = cutAtAntimeridian([[[170, 60], [-170, 60], [-170, 70], [170, 70], [170, 60]]]);
  assert.deepEqual(extents(parts), [[-180, 60, -170, 70], [170, 60, 180, 70]]);
  for (const [ring = []] of parts) assert.deepEqual(ring[0], ring.at(-1));
});

Deno.test("cutAtAntimeridian() keeps a hole with the part that it is in", () => {
  const hole: Polygon[number] = [[-178, 64], [-176, 64], [-176, 66], [-178, 64]];
  const parts = cutAtAntimeridian([[[170, 60], [-170, 60], [-170, 70], [170, 70], [170, 60]], hole]);
  assert.deepEqual(parts.map((part) => part.length).toSorted(), [1, 2]);
  const [, kept] = parts.find((part) => part.length === 2)!;
  assert.deepEqual(kept, hole);
});

Deno.test("cutAtAntimeridian() closes what surrounds a pole along it", () => {
  const parts = cutAtAntimeridian([[[-180, -80], [-90, -70], [0, -80], [90, -70], [180, -80]]]);
  assert.deepEqual(extents(parts), [[-180, -90, 180, -70]]);
});
