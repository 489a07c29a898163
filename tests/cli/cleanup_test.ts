/** `panoramax cleanup`: what goes, and above all what stays. */
import assert from "node:assert/strict";
import { derivatesFolder, hdPath } from "../../src/core/storage/mod.ts";
import { type Instance, instanceTest, sequenceOf, uploadWalk } from "../support/instances.ts";
import { SOURCE_PROGRAM } from "../support/program.ts";
import { filesBelow } from "../support/server.ts";

const ELSEWHERE = { latitude: 45.19, longitude: 5.72, seed: 100 };

async function rows(instance: Instance) {
  return await instance.query(async (sql) => {
    const [counts] = await sql`
      SELECT (SELECT count(*)::int FROM pictures) AS pictures, (SELECT count(*)::int FROM sequences) AS sequences,
        (SELECT count(*)::int FROM upload_sets) AS sets, (SELECT count(*)::int FROM files) AS files,
        (SELECT count(*)::int FROM job_queue) AS jobs`;
    return { ...counts };
  });
}

/** Runs a command that gets its input through a pipe. */
async function runWithInput({ folder, environment }: Instance, input: string, ...args: string[]) {
  const [program, ...others] = SOURCE_PROGRAM;
  const process = new Deno.Command(program, {
    args: [...others, ...args],
    cwd: folder,
    env: environment,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { code, stdout, stderr } = await process.output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

instanceTest("cleanup clears what it is told to, and nothing else", async (instance, test) => {
  const { run, runAlone, storage } = instance;
  await using server = await instance.serve();
  const first = await uploadWalk(server, 3);
  const second = await uploadWalk(server, 2, ELSEWHERE);
  const firstSequence = await sequenceOf(server, first.setId);
  const secondSequence = await sequenceOf(server, second.setId);

  await test.step("a sequence that does not exist stops it before anything is done", async () => {
    const unknown = crypto.randomUUID();
    const { code, stdout, stderr } = await run("cleanup", firstSequence, unknown);
    assert.deepEqual([code, stdout, stderr], [1, "", `Error: Sequence ${unknown} not found\n`]);
    assert.equal((await rows(instance)).pictures, 5);
  });

  await test.step("beside a server, one sequence: rows and derived files go, originals stay", async () => {
    const { code, stdout, stderr } = await run("cleanup", firstSequence, "--yes");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(
      stdout,
      "This deletes, of 3 pictures of 1 sequence: everything the database has about them, their derived files.\n" +
        "Deleted 3 pictures and 1 sequence from the database\nDeleted the derived files of 3 pictures\nCleanup done\n",
    );
    assert.deepEqual(await rows(instance), { pictures: 2, sequences: 1, sets: 1, files: 2, jobs: 0 });
    assert.equal((await fetch(`${server.url}/api/collections/${firstSequence}`)).status, 404);
    for (const { id, bytes } of first.pictures) {
      assert.equal(await exists(storage + "/derivates" + derivatesFolder(id)), false);
      assert.deepEqual(await Deno.readFile(storage + "/permanent" + hdPath(id)), bytes);
    }
    for (const { id } of second.pictures) {
      assert.equal((await fetch(`${server.url}/api/pictures/${id}/thumb.jpg`)).status, 200);
    }
  });

  await test.step("without a server, --permanent-pictures of a sequence leaves database and derived files", async () => {
    assert.equal((await server.stop()).code, 0);
    const [picture] = second.pictures;
    const { code } = await runAlone("cleanup", "--permanent-pictures", secondSequence, "--yes");
    assert.equal(code, 0);
    assert.equal((await rows(instance)).pictures, 2);
    assert.equal(await exists(`${storage}/permanent${hdPath(picture.id)}`), false);
    assert.equal(await exists(`${storage}/permanent/${picture.id.slice(0, 2)}/${picture.id.slice(2, 4)}`), false);
    assert.equal(await exists(`${storage}/derivates${derivatesFolder(picture.id)}/thumb.jpg`), true);
    assert.equal((await filesBelow(`${storage}/permanent`)).length, 3, "of the other sequence");
  });

  await test.step("--cache empties the folder of derived files and keeps it", async () => {
    assert.equal((await run("cleanup", "--cache")).code, 0);
    assert.deepEqual(await filesBelow(`${storage}/derivates`), []);
    assert.equal((await rows(instance)).pictures, 2);
  });

  await test.step("--full leaves nothing but accounts and what no picture is named after", async () => {
    const old = new Date(Date.now() - 3_600_000);
    for (const { id } of first.pictures) await Deno.utime(`${storage}/permanent${hdPath(id)}`, old, old);
    await Deno.writeTextFile(`${storage}/permanent/README`, "of the operator");
    await Deno.utime(`${storage}/permanent/README`, old, old);
    const { code, stdout } = await run("cleanup", "--full", "--yes");
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^This deletes, of 2 pictures of the whole .*\nDeleted 2 pictures and 1 sequence .*\n.*\nDeleted the original files of 2 pictures\nCleanup done\n$/,
    );
    assert.deepEqual(await rows(instance), { pictures: 0, sequences: 0, sets: 0, files: 0, jobs: 0 });
    assert.deepEqual(await filesBelow(`${storage}/permanent`), ["README"]);
    const accounts = await instance.query((sql) => sql`SELECT is_default FROM accounts`);
    assert.deepEqual([...accounts], [{ is_default: true }]);
  });
});

instanceTest("cleanup --database keeps all files, also with jobs in the queue", async (instance) => {
  const { run, storage } = instance;
  await using server = await instance.serve({ PICTURE_PROCESS_THREADS_LIMIT: "0" });
  await uploadWalk(server, 3);
  assert.equal((await rows(instance)).jobs, 4);
  const all = await rows(instance);
  const rehearsal = await run("cleanup", "--full", "--dry-run");
  assert.equal(
    rehearsal.stdout,
    "This would delete, of 3 pictures of the whole instance: everything the database has about them, their derived " +
      "files, THEIR ORIGINAL FILES; and files of no picture.\nNothing was changed\n",
  );
  const refused = await runWithInput(instance, "n\n", "cleanup", "--database");
  assert.deepEqual([refused.code, refused.stderr], [1, "Error: Cancelled, nothing was changed\n"]);
  assert.deepEqual(await rows(instance), all);
  // As in a script, or in a container: there is nobody to ask.
  const { code, stderr } = await run("cleanup", "--database");
  assert.deepEqual([code, stderr], [0, ""]);
  assert.deepEqual(await rows(instance), { pictures: 0, sequences: 0, sets: 0, files: 0, jobs: 0 });
  assert.equal((await filesBelow(`${storage}/permanent`)).length, 3);
});
