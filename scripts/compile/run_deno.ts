/** Runs Deno itself, in a folder. */

/**
 * Bytes. Deno looks for what CommonJS packages export by recursion over their syntax, in threads whose 2 MiB a large bundle
 * (the viewer, the map) overflows now and then.
 */
const STACK_OF_THREADS = 64 * 1024 * 1024;

/**
 * Runs the Deno that runs this script and returns what it printed.
 * @throws Error when it fails; its messages went to stderr
 */
export async function runDeno(folder: string, args: string[]): Promise<string> {
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: folder,
    env: { RUST_MIN_STACK: String(STACK_OF_THREADS) },
    stdin: "null",
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`deno ${args.join(" ")} failed`);
  return new TextDecoder().decode(stdout);
}
