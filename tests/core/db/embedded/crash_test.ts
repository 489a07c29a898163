import assert from "node:assert/strict";
import { Child, type Opened } from "./processes.ts";

const ROUNDS = 4;

Deno.test("openEmbeddedDatabase() has all that was committed when its process was killed", async () => {
  const folder = await Deno.makeTempDir({ prefix: "panoramax-test-" });
  const committed = new Map<number, number>();
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      const child = new Child(folder, "server", "write");
      const opened = await child.next<Opened>();
      assert.ok(opened?.isOwner, "starts after a crash, whatever is left of socket and lock");
      for (const [writer, number] of committed) {
        const found: Opened["written"][number] | undefined = opened.written.find((row) => row.writer === writer);
        assert.ok(found && found.last >= number, `writer ${writer} was told that ${number} is committed`);
      }
      for (const { rows, numbers, last } of opened.written) {
        assert.equal(numbers, last, "no number is missing");
        assert.equal(rows, 2 * numbers, "transactions are whole");
      }
      const commitsToWaitFor = round === ROUNDS ? 1 : 20 + Math.floor(Math.random() * 200);
      for (let commits = 0; commits < commitsToWaitFor; commits++) {
        const told = await child.next<{ writer: number; number: number }>();
        assert.ok(told);
        committed.set(told.writer, told.number);
      }
      await child.kill();
      // What it told until it was dead counts.
      for (let told = await child.next<{ writer: number; number: number }>(); told; told = await child.next()) {
        committed.set(told.writer, told.number);
      }
      await child.ended();
    }
    assert.ok([...committed.values()].reduce((sum, number) => sum + number) > 20 * ROUNDS);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
