/** `panoramax import`: a folder becomes upload sets, with the checks of the API. */
import assert from "node:assert/strict";
import { hdPath } from "../../src/core/storage/mod.ts";
import { instanceTest } from "../support/instances.ts";
import { makePicture, walk, writePictures } from "../support/pictures.ts";
import { present } from "../support/present.ts";

instanceTest("import uploads a folder with the ones inside it, and goes on where it was", async (instance, test) => {
  const { run } = instance;
  const folder = `${instance.folder}/card`;
  const paths = await writePictures(folder, 3);
  await writePictures(`${folder}/side`, 2, { latitude: 45.19, longitude: 5.72, seed: 100 });
  await Deno.writeTextFile(`${folder}/notes.txt`, "no picture");
  await Deno.writeFile(`${folder}/lost.jpg`, await makePicture({ ...walk(1)[0], latitude: undefined, seed: 7 }));

  const setOf = (output: string, name: string) => {
    const [, counts, id] = present(new RegExp(`^${name}: (.*) \\(upload set ([0-9a-f-]{36})\\)$`, "m").exec(output));
    return { counts, id: present(id) };
  };
  let set = "";

  await test.step("without a server: every picture is checked, stored and processed", async () => {
    const { code, stdout, stderr } = await run("import", folder);
    assert.equal(code, 1);
    assert.match(stderr, /^Error: 1 of \d files were rejected$/m);
    const imported = setOf(stdout, "\\.");
    set = imported.id;
    assert.equal(imported.counts, "3 pictures imported, 0 known, 1 rejected");
    assert.match(stdout, /^ {2}lost\.jpg: Impossible to parse picture metadata: .*GPS/m);
    assert.equal(setOf(stdout, "side").counts, "2 pictures imported, 0 known, 0 rejected");
    assert.match(stdout, /^ {2}00[123]\.jpg, 00[123]\.jpg, 00[123]\.jpg: No heading value was found/m);
    const sets = await instance.query(async (sql) => [
      ...await sql`SELECT title, completed, dispatched FROM upload_sets ORDER BY title`,
    ]);
    assert.deepEqual(sets, [
      { title: "card", completed: true, dispatched: true },
      { title: "side", completed: true, dispatched: true },
    ]);
    const pictures = await instance.query((sql) =>
      sql<{ id: string; status: string; file_name: string }[]>`
      SELECT p.id, p.status, f.file_name FROM pictures p JOIN files f ON f.picture_id = p.id
      WHERE p.upload_set_id = ${set} ORDER BY f.file_name`
    );
    assert.deepEqual(pictures.map(({ status }) => status), ["ready", "ready", "ready"]);
    for (const [index, { id }] of pictures.entries()) {
      assert.deepEqual(
        await Deno.readFile(`${instance.storage}/permanent${hdPath(id)}`),
        await Deno.readFile(present(paths[index])),
      );
    }
  });

  await test.step("run again, only what is new is sent, beside a server too", async () => {
    await using server = await instance.serve();
    await Deno.writeFile(`${folder}/004.jpg`, await makePicture(walk(4)[3]));
    const { code, stdout } = await run("import", folder);
    assert.equal(code, 1);
    assert.deepEqual(setOf(stdout, "\\."), { counts: "1 picture imported, 3 known, 1 rejected", id: set });
    assert.equal(setOf(stdout, "side").counts, "0 pictures imported, 2 known, 0 rejected");
    const answer = await (await fetch(`${server.url}/api/upload_sets/${set}`)).json();
    assert.deepEqual([answer.title, answer.completed, answer.nb_items], ["card", true, 4]);
  });

  await test.step("--account owns what is imported; what is on the instance already is rejected", async () => {
    assert.equal((await run("user", "alice", "--create")).code, 0);
    const { code, stdout } = await run("import", folder, "--account", "alice", "--title", "Twice");
    assert.equal(code, 1);
    assert.match(stdout, /^ {2}001\.jpg: The same picture has already been sent in a past upload$/m);
    const owners = await instance.query((sql) =>
      sql`
      SELECT DISTINCT a.name FROM upload_sets u JOIN accounts a ON a.id = u.account_id WHERE u.title = 'Twice'`
    );
    assert.deepEqual([...owners], [{ name: "alice" }]);
  });

  await test.step("settings that administrators stored count here too", async () => {
    await writePictures(`${instance.folder}/more`, 2, { latitude: 47.5, longitude: 3.2, seed: 300 });
    await instance.query((sql) => sql`INSERT INTO instance_settings (name, value) VALUES ('API_QUOTA_PICTURES', '1')`);
    const { stdout } = await run("import", `${instance.folder}/more`, "--account", "alice");
    assert.equal(setOf(stdout, "\\.").counts, "1 picture imported, 0 known, 1 rejected");
  });

  await test.step("what cannot be imported is said in one line", async () => {
    await Deno.mkdir(`${instance.folder}/empty`);
    const cases = [
      { args: [`${instance.folder}/nowhere`], says: /^Error: Folder .*nowhere does not exist\n$/ },
      { args: [`${instance.folder}/empty`], says: /^Error: There are no pictures .*empty\n$/ },
      { args: [folder, "--account", "bob"], says: /^Error: Account bob not found\n$/ },
    ];
    for (const { args, says } of cases) {
      const { code, stdout, stderr } = await run("import", ...args);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, says);
    }
  });
});
