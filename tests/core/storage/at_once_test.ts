import assert from "node:assert/strict";
import { AtOnce } from "../../../src/core/storage/at_once.ts";

/** A disk whose operations take so many milliseconds each, by a clock of its own. */
function makeDisk() {
  let time = 1000;
  const atOnce = new AtOnce(() => time);
  return {
    pass: (milliseconds: number) => time += milliseconds,
    /** @returns where the operation was done */
    operate: (milliseconds: number) =>
      atOnce.do(() => {
        time += milliseconds;
        return "here";
      }, () => Promise.resolve("elsewhere")),
    atOnce,
  };
}

Deno.test("AtOnce does quick operations here, however many there are", async () => {
  const disk = makeDisk();
  for (let count = 0; count < 1000; count++) assert.equal(await disk.operate(0.9), "here");
});

Deno.test("AtOnce leaves operations to others after a slow one, for twenty times as long", async () => {
  const disk = makeDisk();
  assert.equal(await disk.operate(110), "here");
  assert.equal(await disk.operate(110), "elsewhere");
  disk.pass(1990);
  assert.equal(await disk.operate(0.1), "elsewhere");
  disk.pass(20);
  assert.equal(await disk.operate(0.1), "here");
});

Deno.test("AtOnce minds no slow operation now and then", async () => {
  const disk = makeDisk();
  for (let count = 0; count < 1000; count++) {
    assert.equal(await disk.operate(8), "here");
    disk.pass(200);
  }
});

Deno.test("AtOnce waits a twentieth of its time at most for a disk that is always slow", async () => {
  const disk = makeDisk();
  let waited = 0, passed = 0;
  while (passed < 100_000) {
    if (await disk.operate(5) === "here") waited += 5;
    else disk.pass(5);
    passed += 5;
  }
  assert.ok(waited > 0 && waited <= 0.05 * passed + 20, `${waited} of ${passed} ms`);
});

Deno.test("AtOnce passes failures on, and counts the time they took", async () => {
  const disk = makeDisk();
  const fail = () => {
    disk.pass(500);
    throw new Deno.errors.NotFound("x");
  };
  await assert.rejects(() => disk.atOnce.do(fail, () => Promise.resolve()), Deno.errors.NotFound);
  assert.equal(await disk.operate(0.1), "elsewhere");
  await assert.rejects(() => disk.atOnce.do(() => {}, () => Promise.reject(new Error("away"))), /away/);
});
