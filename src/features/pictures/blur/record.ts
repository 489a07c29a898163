/** Records in the database what the blurring of a picture found. */
import { applyTagUpdates } from "../../../core/tags/mod.ts";
import type { Transaction } from "../../../core/db/sql.ts";
import type { BlurredPicture } from "./blurred_picture.ts";
import { tagsOfService } from "./qualifiers.ts";
import { annotationOf, findDefaultAccount, listAnnotations, setBlurringId, setUprightSize } from "./queries.ts";

/** The service whose earlier detections new ones replace; other services' and people's tags stay. */
const SERVICE = "SGBlur";

/** @param keepsUnblurredParts whether the blurring API was asked to keep them, hence can find them by its id */
export async function recordBlur(
  tx: Transaction,
  pictureId: string,
  { size, metadata }: BlurredPicture,
  keepsUnblurredParts: boolean,
): Promise<void> {
  await setUprightSize(tx, pictureId, size);
  if (keepsUnblurredParts && metadata.blurringId) await setBlurringId(tx, pictureId, metadata.blurringId);
  if (metadata.detections.length === 0) return;
  const editor = await findDefaultAccount(tx);
  if (!editor) return;
  for (const { id, tags } of await listAnnotations(tx, pictureId)) {
    const removed = tagsOfService(tags, SERVICE).map((tag) => ({ action: "delete" as const, ...tag }));
    await applyTagUpdates(tx, { kind: "annotation", id }, removed, editor);
  }
  for (const { shape, semantics } of metadata.detections) {
    const id = await annotationOf(tx, pictureId, shape);
    // The same tag twice, or one that a person has set on the same shape, is one tag.
    const present = (await listAnnotations(tx, pictureId)).find((annotation) => annotation.id === id)?.tags ?? [];
    const known = new Set(present.map(({ key, value }) => JSON.stringify([key, value])));
    const added = semantics.filter(({ key, value }) => {
      const tag = JSON.stringify([key, value]);
      return !known.has(tag) && known.add(tag);
    });
    await applyTagUpdates(tx, { kind: "annotation", id }, added.map((tag) => ({ action: "add", ...tag })), editor);
  }
}
