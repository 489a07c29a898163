/** What tests of splits and merges, and of undoing them, have in common. */
import { uuid } from "../../seeds.ts";
import type { StacTest } from "../../support.ts";

export const FIRST = uuid(1), SECOND = uuid(2);
export const PATH = `/api/collections/${FIRST}`;
/** Ids of the pictures that `walk(11)` and `walk(21)` make. */
export const IDS = [11, 12, 13, 14, 15].map(uuid), LATER = [21, 22, 23, 24, 25].map(uuid);

/** A request with a JSON body. */
export function post(body: unknown): RequestInit {
  return { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
}

/** Ids of the pictures of a collection, in their order. */
export async function picturesOf(test: StacTest, id: string, role = "bob"): Promise<string[]> {
  const { pictures } = await test.json(`/api/collections/${id}/outline`, { role });
  return pictures.map((picture: { id: string }) => picture.id);
}
