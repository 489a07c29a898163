/**
 * Runs other people's clients against this server: `deno task clients`. They come from registries (PyPI, npm, Debian), in the
 * versions that are pinned, into `--folder <path>`, `build/clients` by default. On both databases where TEST_DB_URL is set.
 *
 * `--write` renews the table in docs/compatibility.md. `--install` only installs, and prints the variables by which tests find
 * the clients. Ends with 1 when a client does not get what it wants.
 */
import { readArguments } from "./arguments.ts";
import { join, resolve } from "node:path";
import { installClients } from "./clients/install.ts";
import { clientTable, readResults, withTable } from "./clients/table.ts";
import { PROJECT } from "./project.ts";

const values = readArguments(import.meta.url, {
  folder: { type: "string" },
  write: { type: "boolean" },
  install: { type: "boolean" },
});

const folder = resolve(values.folder ?? join(PROJECT, "build/clients"));
const places = await installClients(folder, PROJECT);
if (values.install) {
  for (const [name, value] of Object.entries(places)) console.log(`export ${name}=${value}`);
  Deno.exit(0);
}

const results = await Deno.makeTempFile({ prefix: "panoramax-clients-" });
const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["test", "--allow-all", "--no-check", join(PROJECT, "tests/clients/")],
  env: { ...places, TEST_CLIENT_RESULTS: results },
  cwd: PROJECT,
}).spawn().status;
const found = readResults(await Deno.readTextFile(results));
await Deno.remove(results);
if (values.write) {
  const document = join(PROJECT, "docs/compatibility.md");
  await Deno.writeTextFile(document, withTable(await Deno.readTextFile(document), clientTable(found)));
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", document] }).output();
}
Deno.exit(code);
