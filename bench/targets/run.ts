import { StartError } from "./target.ts";

/**
 * Runs a program to its end.
 * @returns what it printed
 * @throws StartError when it fails, with its last words
 */
export async function run(program: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args, env, stdin: "null" }).output();
  if (success) return new TextDecoder().decode(stdout);
  throw new StartError(`${program} ${args.join(" ")} failed: ${new TextDecoder().decode(stderr).slice(-1000)}`);
}
