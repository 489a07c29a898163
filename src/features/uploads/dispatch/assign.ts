/** Which collection each group of pictures becomes. */
import type { DispatchPicture } from "./picture.ts";

export interface CollectionPlan {
  /** A collection to fill anew; null to make one. */
  sequenceId: string | null;
  /** Title of a new collection. */
  title: string;
  /** In the order of their ranks. */
  pictures: DispatchPicture[];
}

/**
 * Gives each group a collection: that of its first picture, or of the first one whose collection no earlier group took,
 * so that sending more pictures keeps what exists. A picture that is in no collection yet asks for a new one.
 */
export function assignCollections(groups: DispatchPicture[][], title: string): CollectionPlan[] {
  const taken = new Set<string>();
  return groups.map((pictures, index) => {
    const sequenceId = pictures.find(({ sequenceId }) => sequenceId === null || !taken.has(sequenceId))?.sequenceId ??
      null;
    if (sequenceId) taken.add(sequenceId);
    return { sequenceId, title: groups.length > 1 ? `${title}-${index + 1}` : title, pictures };
  });
}
