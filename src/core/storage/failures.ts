/** What failures of stores mean for who uses them. */
import { codeOf } from "../thrown.ts";
import { StoreUnreachableError } from "./store.ts";

/** Codes of a full file system and of a full quota, by POSIX; Windows' disk full is mapped to the first. */
const FULL = ["ENOSPC", "EDQUOT"];
/**
 * What a disk answers that fails, was unmounted, or was mounted read-only after a failure, and a process that has too many files
 * open. Somebody has to look after it, and then the same request succeeds.
 */
const FAULTY = ["EIO", "EROFS", "ENXIO", "ENODEV", "ESTALE", "ETIMEDOUT", "EACCES", "EPERM", "EMFILE", "ENFILE"];

/** Whether an error says that a store has no room left. */
export function isOutOfSpace(error: unknown): boolean {
  return hasCode(error, FULL);
}

/** Whether an error says that a store is not working at the moment: an unreachable bucket, a failing disk. */
export function isStorageFault(error: unknown): boolean {
  return error instanceof StoreUnreachableError || hasCode(error, FAULTY);
}

/** Whether the same work may succeed later: the store was unreachable, or full until somebody frees space. */
export function isPassingStorageFailure(error: unknown): boolean {
  return error instanceof StoreUnreachableError || isOutOfSpace(error);
}

function hasCode(error: unknown, codes: string[]): boolean {
  if (!(error instanceof Error)) return false;
  return codes.includes(codeOf(error) ?? "") || hasCode(error.cause, codes);
}
