/** The order of the pictures of a set. */
import type { SortMethod } from "../upload_set.ts";
import type { DispatchPicture } from "./picture.ts";

/**
 * Sorts pictures; equals keep their order, which is that of their arrival.
 *
 * File names sort by the name without its extension: as numbers when all of them are whole numbers, else by code points.
 */
export function sortPictures(pictures: DispatchPicture[], method: SortMethod): DispatchPicture[] {
  const sorted = method.startsWith("time") ? pictures.toSorted((a, b) => a.time - b.time) : sortByFileName(pictures);
  return method.endsWith("desc") ? sorted.toReversed() : sorted;
}

function sortByFileName(pictures: DispatchPicture[]): DispatchPicture[] {
  const stems = new Map(pictures.map((picture) => [picture, stem(picture.fileName)]));
  const areNumbers = [...stems.values()].every((name) => /^\s*[+-]?\d+\s*$/.test(name));
  const order = areNumbers ? compareNumbers : compareCodePoints;
  return pictures.toSorted((a, b) => order(stems.get(a)!, stems.get(b)!));
}

function stem(fileName: string): string {
  return fileName.replace(/(?<=.)\.[^.]*$/, "");
}

function compareNumbers(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** JavaScript compares UTF-16 units, which orders some characters otherwise than their code points. */
function compareCodePoints(a: string, b: string): number {
  const left = [...a], right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = left[i].codePointAt(0)! - right[i].codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
