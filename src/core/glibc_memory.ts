/**
 * Keeps the memory of glibc small. Its allocator gives each thread an arena and by and by keeps up to 64 MB of what was
 * freed in each, so that a process that decodes large pictures on changing threads, or has just compiled PostgreSQL, holds
 * several times what it uses.
 */

/** Options of mallopt(), from malloc.h, and their values in bytes. Blocks of pixels are larger, and mapped on their own. */
const M_TRIM_THRESHOLD = -1, MOST_KEPT_FREE = 4 * 2 ** 20;
const M_MMAP_THRESHOLD = -3, LARGEST_IN_ARENA = 32 * 2 ** 20;
/** Threads wait for each other when they share too few. */
const M_ARENA_MAX = -8, MOST_ARENAS = 2;
/** Memory that is given back has to be asked for again: not after every picture of a run. */
const MILLISECONDS_BETWEEN_TRIMS = 5000;
/** Milliseconds between trims of a process that lives for long. */
const TRIM_INTERVAL = 60_000;
/** Milliseconds after which a process that started has freed what only its start needed. */
const START = 3000;

const SYMBOLS = {
  mallopt: { parameters: ["i32", "i32"], result: "i32" },
  malloc_trim: { parameters: ["usize"], result: "i32", nonblocking: true },
} as const;

type Libc = Deno.DynamicLibrary<typeof SYMBOLS>;

/** Limits what the allocator of glibc keeps; does nothing where the C library is another. The earlier, the more it helps. */
export async function limitFreeMemory(): Promise<void> {
  await withGlibc(({ symbols }) => {
    symbols.mallopt(M_ARENA_MAX, MOST_ARENAS);
    symbols.mallopt(M_MMAP_THRESHOLD, LARGEST_IN_ARENA);
    symbols.mallopt(M_TRIM_THRESHOLD, MOST_KEPT_FREE);
    return Promise.resolve();
  });
}

/** As `giveBackFreeMemory()`: soon, and every minute until the returned function is called. Keeps no process running. */
export function giveBackFreeMemoryRegularly(): () => Promise<void> {
  let trimming = Promise.resolve();
  const trim = () => {
    trimming = giveBackFreeMemory();
  };
  const first = setTimeout(trim, START), others = setInterval(trim, TRIM_INTERVAL);
  for (const timer of [first, others]) Deno.unrefTimer(timer);
  return () => {
    clearTimeout(first);
    clearInterval(others);
    return trimming;
  };
}

let lastTrim = -Infinity;

/** Returns what is not used to the system, off the event loop, unless it was done a moment ago. */
export async function giveBackFreeMemory(): Promise<void> {
  if (performance.now() - lastTrim < MILLISECONDS_BETWEEN_TRIMS) return;
  lastTrim = performance.now();
  await withGlibc(({ symbols }) => symbols.malloc_trim(0n));
}

/** Opening it is cheap, as it is loaded already. */
async function withGlibc(use: (libc: Libc) => Promise<unknown>): Promise<void> {
  let libc: Libc;
  try {
    libc = Deno.dlopen("libc.so.6", SYMBOLS);
  } catch {
    return;
  }
  try {
    await use(libc);
  } finally {
    libc.close();
  }
}
