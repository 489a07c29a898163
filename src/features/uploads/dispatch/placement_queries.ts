/** Where the pictures of a set are, and where a dispatch puts them, a part of them in each transaction. */
import type { Transaction } from "../../../core/db/sql.ts";
import { saysNothing } from "../../sequences/mod.ts";

/**
 * Makes others that change these pictures wait until this transaction ends; pictures are locked before sequences.
 * @returns those that are there
 */
export async function lockPictures(tx: Transaction, pictureIds: string[]): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    SELECT id FROM pictures WHERE id = ANY(${pictureIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  return new Set(rows.map(({ id }) => id));
}

/** Makes others that change these collections wait. @returns those that are not deleted */
export async function lockCollections(tx: Transaction, ids: string[]): Promise<Set<string>> {
  const rows = await tx<{ id: string }[]>`
    SELECT id FROM sequences WHERE id = ANY(${ids}::uuid[]) AND status <> 'deleted' ORDER BY id FOR NO KEY UPDATE`;
  return new Set(rows.map(({ id }) => id));
}

/** A picture in a collection. */
export interface PlaceRow {
  pic_id: string;
  seq_id: string;
  rank: number;
}

/** The collections that pictures are in. */
export async function findPlaces(tx: Transaction, pictureIds: string[]): Promise<PlaceRow[]> {
  return await tx<PlaceRow[]>`
    SELECT pic_id, seq_id, rank FROM sequences_pictures WHERE pic_id = ANY(${pictureIds}::uuid[]) ORDER BY pic_id, seq_id`;
}

/** Takes pictures out of their collections. */
export async function unlinkPictures(tx: Transaction, pictureIds: string[]): Promise<void> {
  await tx`DELETE FROM sequences_pictures WHERE pic_id = ANY(${pictureIds}::uuid[])`;
}

/** Places pictures in a collection. */
export async function linkPictures(
  tx: Transaction,
  sequenceId: string,
  pictures: { id: string; rank: number }[],
): Promise<void> {
  await tx`
    INSERT INTO sequences_pictures (seq_id, rank, pic_id)
    SELECT ${sequenceId}, rank, id
    FROM unnest(${pictures.map(({ id }) => id)}::uuid[], ${
    pictures.map(({ rank }) => rank)
  }::bigint[]) AS picture(id, rank)`;
}

/** Ends those of these collections that no picture is in any more: they say nothing of pictures. @returns the others */
export async function endEmptyCollections(tx: Transaction, ids: string[]): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    WITH ended AS (
      UPDATE sequences SET status = 'deleted', geom = NULL, bbox = NULL, ${saysNothing(tx)}
      WHERE id = ANY(${ids}::uuid[]) AND NOT EXISTS (SELECT FROM sequences_pictures WHERE seq_id = sequences.id)
      RETURNING id
    )
    SELECT id FROM unnest(${ids}::uuid[]) AS given(id) WHERE id NOT IN (SELECT id FROM ended)`;
  return rows.map(({ id }) => id);
}
