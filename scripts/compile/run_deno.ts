/** Runs Deno itself, in a folder. */

/**
 * Runs the Deno that runs this script and returns what it printed.
 * @throws Error when it fails; its messages went to stderr
 */
export async function runDeno(folder: string, args: string[]): Promise<string> {
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: folder,
    stdin: "null",
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`deno ${args.join(" ")} failed`);
  return new TextDecoder().decode(stdout);
}
