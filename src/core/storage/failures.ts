/** What failures of stores mean for who uses them. */
import { isOutOfSpace } from "./out_of_space.ts";
import { StoreUnreachableError } from "./store.ts";

/** Whether the same work may succeed later: the store was away, or had no room, which somebody may make. */
export function isPassingStorageFailure(error: unknown): boolean {
  return error instanceof StoreUnreachableError || isOutOfSpace(error);
}
