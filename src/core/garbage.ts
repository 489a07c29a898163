/** Makes V8 free what is no longer used, at a moment when nobody waits. */

/** Bytes. */
const PRETENDED = 32 * 2 ** 20, COLLECTED_AT = 256 * 2 ** 20;

/**
 * Frees what this thread no longer uses, among it the memory of buffers, for which V8 does not hurry: they are small objects to it.
 * Holds the thread for some ten milliseconds. Without `--expose-gc`, it pretends that many buffers have been made, which
 * makes V8 collect most of them; memory that is not written to takes none.
 */
export function collectGarbage(): void {
  const gc: unknown = Reflect.get(globalThis, "gc");
  if (typeof gc === "function") return gc();
  for (let made = 0; made < COLLECTED_AT; made += PRETENDED) new ArrayBuffer(PRETENDED).transfer(0);
}
