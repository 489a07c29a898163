/** The order of the pictures of a set. */
import { fileNameOrder } from "../../sequences/mod.ts";
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
  const order = fileNameOrder(pictures.map(({ fileName }) => fileName));
  return pictures.toSorted((a, b) => order(a.fileName, b.fileName));
}
