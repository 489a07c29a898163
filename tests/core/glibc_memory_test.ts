/** Who returns free memory to the system: one thread of a process. */
import assert from "node:assert/strict";
import { cpuUsage } from "node:process";

type Module = typeof import("../../src/core/glibc_memory.ts");

/** The module as a thread of its own has it, what it sets to be done at intervals, and how often it trims. */
async function inThread(number: number, body: (module: Module, counts: { trims: number }) => Promise<void>) {
  const module: Module = await import(`../../src/core/glibc_memory.ts?thread=${number}`);
  const { dlopen } = Deno, counts = { trims: 0 };
  const symbols = { mallopt: () => 1, malloc_trim: () => Promise.resolve(++counts.trims) };
  Object.assign(Deno, { dlopen: () => ({ symbols, close: () => {} }) });
  try {
    await body(module, counts);
  } finally {
    Object.assign(Deno, { dlopen });
  }
}

/** Has a process that has worked come to rest, as the watch over it sees it. */
async function rest(start: () => () => Promise<void>): Promise<void> {
  const { setInterval } = globalThis, looks: (() => void)[] = [];
  Object.assign(globalThis, {
    setInterval: (look: () => void, time: number) => looks.push(look) && setInterval(() => {}, time),
  });
  const stop = start();
  Object.assign(globalThis, { setInterval });
  for (let used = cpuUsage(); used.user + used.system < 1_100_000;) used = cpuUsage();
  for (const look of [...looks, ...looks]) look();
  await stop();
}

Deno.test("the first thread trims after a picture, and at rest", async () => {
  await inThread(1, async ({ giveBackFreeMemory, giveBackMemoryAtRest }, counts) => {
    await giveBackFreeMemory();
    await giveBackFreeMemory();
    assert.equal(counts.trims, 1, "not after every picture of a run");
    await rest(giveBackMemoryAtRest);
    assert.equal(counts.trims, 2);
  });
});

Deno.test("another thread leaves that to the first one", async () => {
  await inThread(2, async ({ collectGarbageAtRest, giveBackFreeMemory }, counts) => {
    await rest(collectGarbageAtRest);
    await giveBackFreeMemory();
    assert.equal(counts.trims, 0);
  });
});
