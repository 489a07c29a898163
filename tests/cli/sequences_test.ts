/** `panoramax sequences reorder` and `panoramax set-sequences-heading`. */
import assert from "node:assert/strict";
import { onlyRow } from "../../src/core/db/rows.ts";
import { type Instance, instanceTest, sequenceOf, uploadWalk } from "../support/instances.ts";

const ELSEWHERE = { latitude: 45.19, longitude: 5.72, seed: 100 };
const TOWARDS_EAST = 90;

/** Ids of the pictures by rank, and their headings. */
async function order(instance: Instance, sequenceId: string) {
  return await instance.query(async (sql) => {
    const found = await sql`
      SELECT p.id, p.heading, sp.rank FROM sequences_pictures sp JOIN pictures p ON p.id = sp.pic_id
      WHERE sp.seq_id = ${sequenceId} ORDER BY sp.rank`;
    const { line } = onlyRow(
      await sql<
        { line: string }[]
      >`SELECT ST_AsText(ST_StartPoint(ST_GeometryN(geom, 1)), 4) AS line FROM sequences WHERE id = ${sequenceId}`,
    );
    return {
      ids: found.map(({ id }) => id),
      headings: found.map(({ heading }) => heading),
      ranks: found.map(({ rank }) => rank),
      start: line,
    };
  });
}

async function scramble(instance: Instance, sequenceId: string): Promise<void> {
  await instance.query((sql) => sql`UPDATE sequences_pictures SET rank = 10 - 2 * rank WHERE seq_id = ${sequenceId}`);
}

instanceTest("sequences reorder and set-sequences-heading", async (instance, test) => {
  const { run } = instance;
  await using server = await instance.serve();
  // The walk leads towards the north; its cameras say east.
  const walked = await uploadWalk(server, 3, { heading: TOWARDS_EAST });
  const other = await uploadWalk(server, 3, ELSEWHERE);
  const sequence = await sequenceOf(server, walked.setId);
  const second = await sequenceOf(server, other.setId);
  const ids = walked.pictures.map(({ id }) => id);
  const before = await order(instance, sequence);
  assert.deepEqual(before.ids, ids);
  assert.deepEqual(before.headings, [TOWARDS_EAST, TOWARDS_EAST, TOWARDS_EAST]);
  assert.deepEqual((await order(instance, second)).headings, [0, 0, 0]);

  await test.step("reorder sorts one sequence by capture time, its line follows", async () => {
    await scramble(instance, sequence);
    await scramble(instance, second);
    assert.notDeepEqual((await order(instance, sequence)).ids, ids);
    const { code, stdout, stderr } = await run("sequences", "reorder", sequence);
    assert.deepEqual(
      [code, stdout, stderr],
      [0, "Reordering 1 sequence\nSequences reordered, 1 had another order\n", ""],
    );
    assert.deepEqual(await order(instance, sequence), before);
    assert.deepEqual((await order(instance, second)).ids, other.pictures.map(({ id }) => id).reverse());
  });

  await test.step("pictures of one moment are ranked by the names of their files", async () => {
    await instance.query((sql) =>
      sql`
      UPDATE pictures SET ts = '2024-05-01T10:00:00Z' WHERE id = ANY (${ids})`
    );
    await scramble(instance, sequence);
    assert.equal((await run("sequences", "reorder", sequence)).code, 0);
    const { ids: now, ranks } = await order(instance, sequence);
    assert.deepEqual([now, ranks], [ids, [1, 2, 3]]);
  });

  await test.step("a heading is computed where the camera wrote none", async () => {
    const { code, stdout, stderr } = await run("set-sequences-heading", "--value", "-90", sequence, second);
    assert.deepEqual([code, stdout, stderr], [0, "Done processing 2 sequences\n", ""]);
    assert.deepEqual((await order(instance, sequence)).headings, [TOWARDS_EAST, TOWARDS_EAST, TOWARDS_EAST]);
    // Scrambled: it leads towards the south.
    assert.deepEqual((await order(instance, second)).headings, [90, 90, 90]);
  });

  await test.step("without a server, for all sequences", async () => {
    assert.equal((await server.stop()).code, 0);
    const reordered = await run("sequences", "reorder");
    assert.deepEqual(
      [reordered.code, reordered.stdout],
      [0, "Reordering all sequences\nAll sequences reordered, 1 had another order\n"],
    );
    assert.deepEqual((await order(instance, second)).ids, other.pictures.map(({ id }) => id));
    const { code, stdout } = await run("set-sequences-heading", "--value", "10", "--overwrite", "--yes");
    assert.deepEqual([code, stdout], [0, "Updating all sequences\nDone processing 2 sequences\n"]);
    assert.deepEqual((await order(instance, sequence)).headings, [10, 10, 10]);
    assert.deepEqual((await order(instance, second)).headings, [10, 10, 10]);
  });

  await test.step("what is no rotation, or no sequence, is refused", async () => {
    const cases = [
      { args: ["set-sequences-heading", "--value", "north"], says: /^Error: --value should be a whole number/ },
      { args: ["set-sequences-heading", "12"], says: /^Error: Not the id of a sequence: 12\n$/ },
      { args: ["sequences", "reorder", crypto.randomUUID()], says: /^Error: Sequence [0-9a-f-]{36} not found\n$/ },
    ];
    for (const { args, says } of cases) {
      const { code, stdout, stderr } = await run(...args);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, says);
    }
  });
});
