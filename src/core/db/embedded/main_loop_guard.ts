/**
 * Mends how PGlite calls PostgreSQL's main loop. A SQL error leaves the loop by an exception, which has two effects that
 * PGlite does not look after: the stack pointer stays where the error happened, so that after some two thousand errors
 * nothing but "stack depth limit exceeded" is answered; and real crashes are taken for SQL errors and ignored.
 */
import type { PGlite } from "@electric-sql/pglite";

/** The parts of the module that are used here; all are replaceable properties. */
interface MainLoopModule {
  ___stack_pointer: WebAssembly.Global;
  _PostgresMainLoopOnce(): void;
  /** Called first for each exception that left the loop. */
  _pgl_setPGliteExitStatus(status: number): number;
}

/** PostgreSQL crashed, so its memory can no longer be trusted. What was committed is safe. */
export class BackendCrash extends Error {
  override name = "BackendCrash";
}

/** Makes the loop survive SQL errors, and crashes come out of PGlite as BackendCrash. */
export function guardMainLoop(pglite: PGlite): void {
  // Exported by the build of PGlite, but not declared.
  const module = pglite.Module as unknown as MainLoopModule;
  const { _PostgresMainLoopOnce: runOnce, _pgl_setPGliteExitStatus: setExitStatus } = module;
  let crash: BackendCrash | undefined;
  module._PostgresMainLoopOnce = () => {
    const stackPointer = module.___stack_pointer.value;
    try {
      runOnce();
    } catch (cause) {
      module.___stack_pointer.value = stackPointer;
      if (!isSqlError(cause)) crash ??= new BackendCrash(`PostgreSQL crashed: ${cause}`, { cause });
      throw cause;
    }
  };
  module._pgl_setPGliteExitStatus = (status) => {
    if (crash) throw crash;
    return setExitStatus(status);
  };
}

/** PostgreSQL's own error handling jumps by throwing a text; a crash throws a RangeError, a RuntimeError or an exit status. */
function isSqlError(cause: unknown): boolean {
  return typeof cause === "string";
}
