/**
 * Runs all tests, or the files or the folder (`tests/browser/`) that are named: `deno task test`. Options go to `deno test`. As
 * many files run at once as DENO_JOBS says, or there are processors; they share as many databases of each kind.
 */
import { shareDatabases } from "../tests/support/shared_databases.ts";
import { temporaryFolder } from "../tests/support/temporary_folder.ts";
import { PROJECT } from "./project.ts";
import { writeGroups } from "./test/groups.ts";

const files = Deno.args.filter((argument) => !argument.startsWith("-"));
const options = Deno.args.filter((argument) => argument.startsWith("-"));
const jobs = Number(Deno.env.get("DENO_JOBS")) || navigator.hardwareConcurrency;
await using databases = await shareDatabases(jobs);
await using groups = await temporaryFolder();
const { code } = await new Deno.Command(Deno.execPath(), {
  args: [
    "test",
    "--allow-all",
    "--no-check",
    "--parallel",
    ...options,
    ...await testsOf(files),
  ],
  cwd: PROJECT,
  env: databases.variables,
}).spawn().status;
Deno.exitCode = code;

async function testsOf([first, ...others]: string[]): Promise<string[]> {
  if (first === undefined) return await writeGroups(groups.path);
  return others.length === 0 && first.endsWith("/") ? await writeGroups(groups.path, first) : [first, ...others];
}
