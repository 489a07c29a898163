/** `panoramax pictures prepare`, and how `doctor --fix` does the same. */
import assert from "node:assert/strict";
import { instanceTest, uploadWalk } from "../support/instances.ts";
import { answer } from "../support/server.ts";
import { until } from "../support/until.ts";

instanceTest("pictures prepare mends what was broken while a store was away", async (instance, test) => {
  const { query, run } = instance;
  await using server = await instance.serve();
  const { pictures } = await uploadWalk(server, 2);
  const [first] = pictures;
  const breakFirst = () =>
    query((sql) => sql`UPDATE pictures SET status = 'broken', preparing_status = 'broken' WHERE id = ${first!.id}`);
  const untilReady = () =>
    until(async () => (await query((sql) => sql`SELECT FROM pictures WHERE status <> 'ready'`)).length === 0);
  const count = async () => (await query((sql) => sql`SELECT FROM job_history WHERE job_task = 'prepare'`)).length;

  await test.step("--broken prepares those alone", async () => {
    await breakFirst();
    const before = await count();
    const { code, stdout } = await run("pictures", "prepare", "--broken");
    assert.equal(code, 0);
    assert.match(stdout, /^Queued 1 picture,/);
    await untilReady();
    assert.equal(await count(), before + 1);
    assert.match((await run("pictures", "prepare", "--broken")).stdout, /^No pictures/);
  });

  await test.step("the given ones, or all", async () => {
    assert.match((await run("pictures", "prepare", first!.id)).stdout, /^Queued 1 picture,/);
    await until(async () => (await answer(fetch(`${server.url}/api/jobs/stats`))).total_jobs === 0);
    assert.match((await run("pictures", "prepare")).stdout, /^Queued 2 pictures/);
    await until(async () => (await answer(fetch(`${server.url}/api/jobs/stats`))).total_jobs === 0);
  });

  await test.step("refuses what is no picture", async () => {
    const unknown = "11111111-2222-3333-4444-555555555555";
    const refused = await run("pictures", "prepare", unknown);
    assert.deepEqual([refused.code, refused.stderr.includes(`Picture not found: ${unknown}`)], [1, true]);
    assert.match((await run("pictures", "prepare", "12")).stderr, /Invalid picture id: 12/);
  });

  await test.step("doctor --fix prepares broken pictures, too", async () => {
    await breakFirst();
    assert.match((await run("doctor")).stdout, /stuck work: 1 broken/);
    await run("doctor", "--fix");
    await untilReady();
  });
});
