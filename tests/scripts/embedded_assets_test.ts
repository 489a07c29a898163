/** What the program prepares at its first start, with the permissions that it has then and a test has not. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { unpackArchive } from "../../src/core/db/embedded/archive.ts";
import { PROJECT, runArguments } from "../../scripts/project.ts";
import { OUTSIDE_OF_DEV, temporaryFolder } from "../support/temporary_folder.ts";

/** Bytes. The whole one has 9.6 MB. */
const MOST = 2e6;
const SCRIPT = `import { pruneProjDatabase } from ${JSON.stringify(`${PROJECT}/scripts/embedded_assets/prune_proj.ts`)};
pruneProjDatabase("whole.db", "pruned.db");`;

Deno.test("the database of PROJ is made small with the permissions of the program", async () => {
  await using folder = await temporaryFolder(OUTSIDE_OF_DEV);
  const archive = fileURLToPath(new URL("postgis.tar.gz", import.meta.resolve("@electric-sql/pglite-postgis")));
  await unpackArchive(archive, folder.path, (path) => path === "share/proj/proj.db");
  await Deno.rename(`${folder.path}/share/proj/proj.db`, `${folder.path}/whole.db`);
  await Deno.writeTextFile(`${folder.path}/prune.ts`, SCRIPT);
  const permissions = (await runArguments()).filter((argument) => argument.startsWith("-"));
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--no-config", ...permissions, "prune.ts"],
    cwd: folder.path,
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));

  assert.ok((await Deno.stat(`${folder.path}/pruned.db`)).size < MOST);
  using database = new DatabaseSync(`${folder.path}/pruned.db`, { readOnly: true });
  assert.deepEqual(database.prepare("PRAGMA integrity_check").all().map((row) => row.integrity_check), ["ok"]);
  const codes = database.prepare(
    "SELECT code FROM crs_view WHERE auth_name = 'EPSG' AND code IN ('4326', '3857', '2154')",
  );
  assert.deepEqual(codes.all().map(({ code }) => String(code)).sort(), ["3857", "4326"]);
});
