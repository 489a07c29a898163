/**
 * Keeps the memory of glibc small. Its allocator gives each thread an arena and by and by keeps up to 64 MB of what was
 * freed in each, so that a process that decodes large pictures on changing threads, or has just compiled PostgreSQL, holds
 * several times what it uses.
 */
import { cpuUsage } from "node:process";
import { collectGarbage } from "./garbage.ts";

/** Options of mallopt(), from malloc.h, and their values in bytes. What is larger is mapped on its own, and gone when it is freed. */
const M_TRIM_THRESHOLD = -1, MOST_KEPT_FREE = 4 * 2 ** 20;
const M_MMAP_THRESHOLD = -3, LARGEST_IN_ARENA = 2 ** 20;
/** Threads wait for each other when they share too few. */
const M_ARENA_MAX = -8, MOST_ARENAS = 2;
/** Memory that is given back has to be asked for again: not after every picture of a run. */
const MILLISECONDS_BETWEEN_TRIMS = 5000;
/** Milliseconds between looks whether the process is at rest, and of processor time within which it is. */
const LOOK_INTERVAL = 2000, WORK_AT_REST = 200;
/** Looks after which what is free is returned all the same: a server may be busy for days. */
const MOST_LOOKS = 10;
/** Milliseconds of processor time after which there is something to give back. */
const WORTH_IT = 1000;

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

/**
 * Collects the garbage of this thread and returns what is free to the system whenever the process has worked and comes to rest, the
 * first time after its start, until the returned function is called. While it goes on working, what is free is returned every 20
 * seconds. Keeps no process running.
 */
export function giveBackMemoryAtRest(): () => Promise<void> {
  return watchRest(trim);
}

/**
 * As `giveBackMemoryAtRest()`, but only collects the garbage of this thread: what is free is that of the whole process, and the first
 * thread returns it. From then on `giveBackFreeMemory()` does nothing in this thread.
 */
export function collectGarbageAtRest(): () => Promise<void> {
  isFirstThread = false;
  return watchRest(() => Promise.resolve());
}

function watchRest(giveBack: () => Promise<void>): () => Promise<void> {
  let returning = Promise.resolve(), before = -Infinity, returned = 0, looks = 0;
  const look = () => {
    const now = processorTime(), isAtRest = now - before <= WORK_AT_REST;
    before = now;
    looks++;
    if (now - returned < WORTH_IT || (!isAtRest && looks < MOST_LOOKS)) return;
    if (isAtRest) collectGarbage();
    looks = 0;
    returning = giveBack().finally(() => {
      before = returned = processorTime();
    });
  };
  const timer = setInterval(look, LOOK_INTERVAL);
  Deno.unrefTimer(timer);
  return () => {
    clearInterval(timer);
    return returning;
  };
}

/** Milliseconds that all threads of this process have computed. */
function processorTime(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1000;
}

let lastTrim = -Infinity;
/** Whether this thread is the one that returns memory. */
let isFirstThread = true;

/** Returns what is not used to the system, off the event loop, unless it was done a moment ago. */
export async function giveBackFreeMemory(): Promise<void> {
  if (!isFirstThread || performance.now() - lastTrim < MILLISECONDS_BETWEEN_TRIMS) return;
  lastTrim = performance.now();
  await trim();
}

async function trim(): Promise<void> {
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
