import assert from "node:assert/strict";
import { join } from "node:path";
import { type Assets, findAssets } from "../../../../src/core/db/embedded/assets.ts";
import { prepareDataFolder } from "../../../../src/core/db/embedded/data_folder.ts";
import {
  checkDataFolderVersion,
  readDataFolderVersion,
  writeDataFolderVersion,
} from "../../../../src/core/db/embedded/data_folder_version.ts";
import { IncompatibleDataFolderError, openEmbeddedDatabase } from "../../../../src/core/db/embedded/mod.ts";

async function inFolder(body: (folder: string, assets: Assets) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "panoramax-test-" });
  try {
    await body(folder, await findAssets());
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("prepareDataFolder() does again what a crash left half done", () =>
  inFolder(async (folder, assets) => {
    const dataFolder = join(folder, "db");
    await Deno.mkdir(join(folder, "db.new", "base"), { recursive: true });
    await Deno.writeTextFile(join(folder, "db.new", "base", "half"), "half");
    await prepareDataFolder(dataFolder, assets);
    assert.deepEqual(await readDataFolderVersion(dataFolder), assets.version);
    await assert.rejects(Deno.stat(join(dataFolder, "base", "half")), Deno.errors.NotFound);
    await assert.rejects(Deno.stat(join(folder, "db.new")), Deno.errors.NotFound);
    assert.equal((await Deno.stat(dataFolder)).mode! & 0o777, 0o700);
    assert.equal((await Deno.stat(join(dataFolder, "PG_VERSION"))).mode! & 0o777, 0o600);
  }));

Deno.test("prepareDataFolder() takes no damaged archive", () =>
  inFolder(async (folder, assets) => {
    const damaged = join(folder, "damaged.tar.gz");
    const bytes = await Deno.readFile(assets.dataFolderArchive);
    const middle = bytes.length >> 1;
    bytes.set([~bytes[middle]! & 0xff], middle); // in range: the file is not empty
    await Deno.writeFile(damaged, bytes);
    const preparing = prepareDataFolder(join(folder, "db"), { ...assets, dataFolderArchive: damaged });
    await assert.rejects(preparing, /is damaged/);
    await assert.rejects(Deno.stat(join(folder, "db")), Deno.errors.NotFound);
  }));

Deno.test("checkDataFolderVersion() allows minor versions of PostgreSQL only", () => {
  const needed = { postgres: "18.3", postgis: "3.6.2" };
  checkDataFolderVersion("db", needed, needed);
  checkDataFolderVersion("db", { ...needed, postgres: "18.1" }, needed);
  for (
    const other of [{ ...needed, postgres: "17.9" }, { ...needed, postgres: "19.0" }, { ...needed, postgis: "3.7.0" }]
  ) {
    assert.throws(() => checkDataFolderVersion("db", other, needed), IncompatibleDataFolderError);
  }
});

Deno.test("openEmbeddedDatabase() refuses a folder of another version and leaves it as it is", () =>
  inFolder(async (folder, assets) => {
    const dataFolder = join(folder, "db");
    await prepareDataFolder(dataFolder, assets);
    await writeDataFolderVersion(dataFolder, { postgres: "17.2", postgis: "3.5.0" });
    for (let attempt = 0; attempt < 2; attempt++) {
      await assert.rejects(openEmbeddedDatabase({ folder, role: "server" }), (error: Error) => {
        assert.ok(error instanceof IncompatibleDataFolderError);
        assert.match(
          error.message,
          /made by PostgreSQL 17\.2 with PostGIS 3\.5\.0, but this program has PostgreSQL 18/,
        );
        return true;
      });
    }
    assert.equal((await readDataFolderVersion(dataFolder)).postgres, "17.2");

    await Deno.remove(join(dataFolder, "panoramax_version.json"));
    await assert.rejects(openEmbeddedDatabase({ folder, role: "command" }), IncompatibleDataFolderError);
  }));
