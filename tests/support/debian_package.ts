/** The Debian package of a program, as `deno task package` makes it. */
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { temporaryFolder } from "./temporary_folder.ts";

const SCRIPT = resolve(import.meta.dirname!, "../../scripts/package.ts");

/**
 * Makes a package, without compressing it.
 * @param options more of them, as the script takes them
 * @returns its path
 */
export async function makePackage(binary: string, output: string, ...options: string[]): Promise<string> {
  await using folder = await temporaryFolder();
  const args = ["run", "-A", "--quiet", "--no-check", SCRIPT, "--binary", binary, "--output", output, ...options];
  const command = new Deno.Command(Deno.execPath(), {
    args: [...args, "--compression", "none"],
    cwd: folder.path,
    env: { LC_ALL: "C" },
  });
  const { success, stdout, stderr } = await command.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return /^(.+\.deb): \d+ MB\n$/.exec(new TextDecoder().decode(stdout))?.[1] ?? "";
}
