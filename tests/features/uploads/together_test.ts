import assert from "node:assert/strict";
import { Together, type Work } from "../../../src/features/uploads/together.ts";

/** Work that ends when it is told to, and notes which groups it got. */
function slowWork(change: Partial<Work<string, string>> = {}) {
  const groups: string[][] = [], ends: PromiseWithResolvers<void>[] = [];
  const together = new Together<string, string>({
    most: 10,
    fits: () => true,
    async doAll(items) {
      groups.push(items);
      const end = Promise.withResolvers<void>();
      ends.push(end);
      await end.promise;
      return items.map((item) =>
        item === "bad"
          ? { status: "rejected", reason: new Error("It was bad") }
          : { status: "fulfilled", value: `${item}!` }
      );
    },
    ...change,
  });
  /** Ends the group that is at work, and gives the next one time to begin. */
  async function next(): Promise<void> {
    ends.at(-1)?.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { together, groups, next };
}

Deno.test("the first begins at once, those who come meanwhile make the next group", async () => {
  const { together, groups, next } = slowWork();
  const results = ["a", "b", "c"].map((item) => together.do("x", item));
  assert.deepEqual(groups, [["a"]]);
  await next();
  assert.deepEqual(groups, [["a"], ["b", "c"]]);
  const late = together.do("x", "d");
  await next();
  await next();
  assert.deepEqual(groups, [["a"], ["b", "c"], ["d"]]);
  assert.deepEqual(await Promise.all([...results, late]), ["a!", "b!", "c!", "d!"]);
  assert.deepEqual([together.do("x", "e"), groups.at(-1)].at(1), ["e"], "nobody waits when nothing goes on");
  await next();
});

Deno.test("groups of different keys do not wait for each other", async () => {
  const { together, groups, next } = slowWork();
  const results = [together.do("x", "a"), together.do("y", "b")];
  assert.deepEqual(groups, [["a"], ["b"]]);
  await next();
  assert.equal(await results[1], "b!");
});

Deno.test("a group has as many members as it may, and none that do not fit together", async () => {
  const { together, groups, next } = slowWork({ most: 2, fits: (item, group) => !group.includes(item) });
  const results = ["a", "b", "b", "c", "d"].map((item) => together.do("x", item));
  for (let group = 0; group < 4; group++) await next();
  assert.deepEqual(groups, [["a"], ["b", "c"], ["b", "d"]]);
  assert.deepEqual(await Promise.all(results), ["a!", "b!", "b!", "c!", "d!"]);
});

Deno.test("what fails, fails for its member alone; the work as a whole, for all of its group", async () => {
  const { together, next } = slowWork();
  const results = Promise.allSettled(["a", "bad", "c"].map((item) => together.do("x", item)));
  await next();
  await next();
  assert.deepEqual((await results).map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);

  const failing = new Together<string, string>({
    most: 10,
    fits: () => true,
    doAll: () => Promise.reject(new Error("Nothing works")),
  });
  await assert.rejects(failing.do("x", "a"), /Nothing works/);
  await assert.rejects(failing.do("x", "b"), /Nothing works/, "the next one is tried");
});
