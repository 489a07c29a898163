/** `panoramax db copy-to` and `db copy-from`: from the embedded database to native PostgreSQL, and back. */
import assert from "node:assert/strict";
import { makeInstance, uploadWalk } from "../support/instances.ts";
import { nativeDatabase } from "../support/native_database.ts";
import { runProgram, serveProgram, SOURCE_PROGRAM } from "../support/program.ts";
import { answer } from "../support/server.ts";
import { until } from "../support/until.ts";

const SERVER = Deno.env.get("TEST_DB_URL") ?? "";

Deno.test({
  name: "db copy-to moves an instance from the embedded database to native PostgreSQL",
  ignore: SERVER === "",
  fn: moveInstance,
});

async function moveInstance(test: Deno.TestContext): Promise<void> {
  await using instance = await makeInstance("embedded");
  await using target = await nativeDatabase(SERVER, false);
  const copy = (url = target.url) => instance.runAlone("db", "copy-to", url);
  const read = async (url: string) => {
    const { collections } = await answer(fetch(`${url}/api/collections`));
    const { features } = await answer(fetch(`${url}/api/search?limit=100`));
    return JSON.stringify([collections, features]).replaceAll(url, "");
  };
  let before = "";
  {
    await using server = await instance.serve();
    const { setId } = await uploadWalk(server, 3);
    await until(async () => (await answer(fetch(`${server.url}/api/upload_sets/${setId}`))).ready);
    before = await read(server.url);
    const refused = await instance.run("db", "copy-to", target.url);
    assert.match(refused.stderr, /A server is using this database/);
    await server.stop();
  }

  await test.step("copies every row, and says which settings to change", async () => {
    const { code, stdout, stderr } = await copy();
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^ {2}pictures +3$/m);
    assert.match(stdout, /Every row of every table is the same in both databases/);
    assert.match(stdout, /\n {2}DB_URL=.*\n {2}OAUTH_PROVIDER=local\n/);
  });

  await test.step("the same settings serve the same answers", async () => {
    const environment = { ...instance.environment, DB_URL: target.url };
    await using server = await serveProgram(SOURCE_PROGRAM, { folder: instance.folder, environment });
    assert.equal(await read(server.url), before);
    await server.stop();
  });

  await test.step("db copy-from takes it back into a new data folder", async () => {
    const environment = {
      ...instance.environment,
      PANORAMAX_DATA: `${instance.folder}/new`,
      FS_URL: instance.storage,
    };
    const copyBack = (more = {}) =>
      runProgram(SOURCE_PROGRAM, ["db", "copy-from", target.url, "--json"], {
        folder: instance.folder,
        environment: { ...environment, ...more },
      });
    const wrong = await copyBack({ DB_URL: target.url });
    assert.deepEqual([wrong.code, wrong.stdout], [1, ""]);
    assert.match(wrong.stderr, /^Error: db copy-from fills the embedded database: leave DB_URL out\n$/);
    const { code, stdout, stderr } = await copyBack();
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout).rows.pictures, 3);
    await using server = await serveProgram(SOURCE_PROGRAM, { folder: instance.folder, environment });
    assert.equal(await read(server.url), before);
    await server.stop();
    assert.match((await copyBack()).stderr, /The database is not empty/);
  });

  await test.step("db copy-to prints the same for programs", async () => {
    await using other = await nativeDatabase(SERVER, false);
    const { stdout } = await instance.runAlone("db", "copy-to", other.url, "--json");
    assert.equal(JSON.parse(stdout).rows.pictures, 3);
  });

  await test.step("refuses a database that is not empty, and addresses that are none", async () => {
    assert.match((await copy()).stderr, /The database is not empty/);
    const { code, stderr } = await runProgram(SOURCE_PROGRAM, ["db", "copy-to", "mysql://somewhere"], instance);
    assert.equal(code, 1);
    assert.match(stderr, /DB_URL should be a PostgreSQL URL/);
  });
}
