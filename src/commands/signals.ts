/** Signals that ask a process to end (POSIX `SIGINT`, `SIGTERM`). */

/** Resolves at the first signal; the second one ends the process immediately. */
export function untilAskedToStop(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let count = 0;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => ++count === 1 ? resolve() : Deno.exit(130));
  }
  return promise;
}
