/** Compares the blocks of two pictures. */
import assert from "node:assert/strict";
import { type Box, decodeCoefficients, readStructure } from "../../../../src/core/jpeg/blur/mod.ts";

/**
 * Fails unless all blocks outside of the boxes are equal, and those inside have one colour each.
 * @param tolerance `mayReachFurther`: pixels around the boxes in which blocks may be either
 * @returns how many blocks were inside
 */
export function assertOnlyBlurredInside(
  original: Uint8Array,
  blurred: Uint8Array,
  boxes: Box[],
  { mayReachFurther = 0 } = {},
): number {
  const before = readStructure(original), after = readStructure(blurred);
  assert.deepEqual([after.frame.width, after.frame.height], [before.frame.width, before.frame.height]);
  assert.equal(after.scans.length, 1);
  const { unitWidth, unitHeight, columns } = before.frame;
  const isInside = (column: number, row: number, margin = 0) =>
    boxes.some(({ x, y, width, height }) =>
      width > 0 && height > 0 && x - margin < (column + 1) * unitWidth && x + width + margin > column * unitWidth &&
      y - margin < (row + 1) * unitHeight && y + height + margin > row * unitHeight
    );
  const blurredPlanes = decodeCoefficients(after);
  let inside = 0;
  for (const [index, plane] of decodeCoefficients(before).entries()) {
    const { horizontal, vertical } = plane.component, other = blurredPlanes[index];
    assert(other && other.values.length === plane.values.length);
    for (let block = 0; block < plane.values.length / 64; block++) {
      const column = Math.floor(block % plane.columns / horizontal);
      const row = Math.floor(Math.floor(block / plane.columns) / vertical);
      const values = other.values.subarray(block * 64, block * 64 + 64);
      if (isInside(column, row)) {
        inside++;
        if (values.subarray(1).some((value) => value !== 0)) assert.fail(`Block ${block} of ${index} is not blurred`);
      } else if (mayReachFurther > 0 && isInside(column, row, mayReachFurther)) continue;
      else if (values.some((value, place) => value !== plane.values[block * 64 + place])) {
        assert.fail(`Block ${block} of component ${index}, MCU ${column},${row} of ${columns} columns, has changed`);
      }
    }
  }
  return inside;
}
