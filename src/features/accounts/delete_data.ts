/** Deletes what an account uploaded, in steps that keep nobody waiting for long. */
import type { Sql } from "../../core/db/sql.ts";
import { deleteSomePictures, deleteSomeUploadSets, hideSequencesOfAccount } from "./queries.ts";

/** What was deleted. */
export interface DeletedData {
  pictures: number;
  uploadSets: number;
  sequences: number;
}

const BATCH = 1000;

/**
 * Deletes pictures (jobs then delete their files) and upload sets. Sequences stay, marked as deleted, so that
 * harvesters of the catalog notice; they go first, so that nobody sees a half-deleted one.
 * @param onStep called with the number of pictures each time some were deleted
 */
export async function deleteDataOfAccount(
  sql: Sql,
  id: string,
  onStep?: (pictures: number) => void,
): Promise<DeletedData> {
  const deleted: DeletedData = { pictures: 0, uploadSets: 0, sequences: await hideSequencesOfAccount(sql, id) };
  for (;;) {
    const { pictures, uploadSets } = await deleteSomePictures(sql, id, BATCH);
    deleted.pictures += pictures;
    deleted.uploadSets += uploadSets;
    onStep?.(pictures);
    if (pictures < BATCH) break;
  }
  for (;;) {
    const uploadSets = await deleteSomeUploadSets(sql, id, BATCH);
    deleted.uploadSets += uploadSets;
    if (uploadSets < BATCH) break;
  }
  deleted.sequences += await hideSequencesOfAccount(sql, id);
  return deleted;
}
