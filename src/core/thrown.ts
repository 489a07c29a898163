/** What was thrown: anything at all, though mostly an Error. */

/** Its message, or its text when it is not an Error. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Its `code`, by which Node, PostgreSQL and the system name what went wrong: `ENOSPC`, `40001`. */
export function codeOf(thrown: unknown): string | undefined {
  return textOf(thrown, "code");
}

/** Any other property that is a text, such as the `syscall` of Node's errors: `connect`. */
export function textOf(thrown: unknown, property: string): string | undefined {
  if (typeof thrown !== "object" || thrown === null) return undefined;
  const value: unknown = Reflect.get(thrown, property);
  return typeof value === "string" ? value : undefined;
}
