/** `panoramax doctor`: finds each kind of damage, and fixes what it can. */
import assert from "node:assert/strict";
import { derivatesFolder, hdPath, thumbPath } from "../../src/core/storage/mod.ts";
import { instanceTest, sequenceOf, uploadWalk } from "../support/instances.ts";
import { answer } from "../support/server.ts";
import { until } from "../support/until.ts";

const HOUR = 3_600_000;

async function writeOld(path: string, content: string): Promise<void> {
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(path, content);
  const old = new Date(Date.now() - HOUR);
  await Deno.utime(path, old, old);
}

instanceTest("doctor finds what is wrong and mends what it can", async (instance, test) => {
  const { run, runAlone, storage, query } = instance;
  const server = await instance.serve();
  const { setId, pictures } = await uploadWalk(server, 4);
  await sequenceOf(server, setId);
  const [{ id: lost }, { id: bare }, { id: cut }, { id: stuck }] = pictures;
  const stranger = crypto.randomUUID();

  await test.step("a sound instance, beside a server", async () => {
    const { code, stdout, stderr } = await run("doctor");
    assert.deepEqual([code, stdout, stderr], [0, "Nothing is wrong\n", ""]);
  });

  await server.stop();
  await Deno.remove(`${storage}/permanent${hdPath(lost)}`);
  await Deno.remove(`${storage}/derivates${thumbPath(bare)}`);
  const thumb = await Deno.readFile(`${storage}/derivates${thumbPath(cut)}`);
  await Deno.writeFile(`${storage}/derivates${thumbPath(cut)}`, thumb.subarray(0, thumb.length / 2));
  await writeOld(`${storage}/permanent${hdPath(stranger)}`, "of nobody");
  await writeOld(`${storage}/derivates${derivatesFolder(stranger)}/sd.jpg`, "of nobody");
  await writeOld(`${storage}/permanent/README.txt`, "of the operator");
  await query((sql) =>
    sql`
    UPDATE pictures SET status = 'waiting-for-process', preparing_status = 'not-processed' WHERE id = ${stuck}`
  );
  const damage = [
    `missing original: ${lost}`,
    `unreadable derivate: ${thumbPath(cut)}`,
    `unreadable derivate: ${derivatesFolder(stranger)}/sd.jpg`,
    `orphan derivate: ${derivatesFolder(stranger)}/sd.jpg`,
    `orphan original: ${hdPath(stranger)}`,
    "stuck work: 1 unprepared",
  ];
  const listed = (stdout: string) =>
    stdout.split("\n").filter((line) => /^(missing|unreadable|orphan|stuck)/.test(line));

  await test.step("without --fix it only tells", async () => {
    const { code, stdout, stderr } = await run("doctor");
    assert.deepEqual([code, stderr], [
      1,
      "Error: Run panoramax doctor --fix to fix what can be made again; run panoramax doctor --delete-orphans to delete " +
      "original files that are not in the database; restore lost originals from a backup\n",
    ]);
    assert.deepEqual(listed(stdout).sort(), damage.toSorted());
    assert.ok(await Deno.stat(`${storage}/permanent${hdPath(stranger)}`));
  });

  await test.step("Run panoramax doctor --fix to fix what can be made again, and deletes no original", async () => {
    const { code, stdout, stderr } = await runAlone("doctor", "--fix");
    assert.deepEqual([code, stderr], [
      1,
      "Error: Run panoramax doctor --delete-orphans to delete original files that are not in the database; restore lost " +
      "originals from a backup\n",
    ]);
    assert.deepEqual(
      listed(stdout).filter((line) => !line.endsWith("(fixed)")),
      [`missing original: ${lost}`, `orphan original: ${hdPath(stranger)}`, "stuck work: 1 unprepared (queued)"],
    );
    assert.match(stdout, /What is queued is done by a running server or picture-worker\n$/);
  });

  await test.step("afterwards, only what is lost is wrong", async () => {
    await using restarted = await instance.serve();
    await until(async () => (await answer(fetch(`${restarted.url}/api/jobs/stats`))).total_jobs === 0);
    const { code, stdout } = await run("doctor", "--delete-orphans", "--yes");
    assert.equal(code, 1);
    assert.deepEqual(listed(stdout), [`missing original: ${lost}`, `orphan original: ${hdPath(stranger)} (fixed)`]);
    assert.deepEqual(listed((await run("doctor")).stdout), [`missing original: ${lost}`]);
    assert.ok(await Deno.stat(`${storage}/permanent/README.txt`));
    for (const id of [cut, bare]) {
      assert.equal((await fetch(`${restarted.url}/api/pictures/${id}/thumb.jpg`)).status, 200);
    }
  });
});

const SERVED_ELSEWHERE = {
  API_DERIVATES_PICTURES_PUBLIC_URL: "http://127.0.0.1:1/derivates",
  PICTURE_PROCESS_DERIVATES_STRATEGY: "PREPROCESS",
};

instanceTest("doctor misses thumbnails where no server would make them", async ({ run, serve, storage }) => {
  const server = await serve();
  const { pictures: [picture] } = await uploadWalk(server, 1);
  await until(async () => (await answer(fetch(`${server.url}/api/jobs/stats`))).total_jobs === 0);
  await server.stop();
  const thumb = `${storage}/derivates${thumbPath(picture!.id)}`;
  await Deno.remove(thumb);
  assert.match((await run("doctor")).stdout, new RegExp(`^missing thumbnail: ${picture!.id}\n1 prepared`));
  const { code, stdout } = await run("doctor", "--fix");
  assert.deepEqual([code, stdout.split("\n")[0]], [0, `missing thumbnail: ${picture!.id} (queued)`]);
  assert.equal((await run("doctor")).stdout, "Nothing is wrong\n", "It is about to be made");
  assert.equal((await run("picture-worker", "--once")).code, 0);
  assert.ok(await Deno.stat(thumb));
}, { variables: SERVED_ELSEWHERE });
