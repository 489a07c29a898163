/** Codes of a full file system and of a full quota, by POSIX; Windows' disk full is mapped to the first. */
const CODES = ["ENOSPC", "EDQUOT"];

/** Whether an error tells that a store has no room left. */
export function isOutOfSpace(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: unknown };
  return CODES.includes(code ?? "") || (cause instanceof Error && isOutOfSpace(cause));
}
