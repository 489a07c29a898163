import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Path of this project's folder, wherever a script was started. */
export const PROJECT = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

/** Arguments of Deno for the program as the task `serve` runs it, up to `main.ts`: its permissions, and what V8 is told. */
export async function runArguments(): Promise<string[]> {
  const { tasks } = JSON.parse(await Deno.readTextFile(join(PROJECT, "deno.json")));
  const [, ...args] = String(tasks.serve.command).split(" ");
  return [...args.slice(0, args.indexOf("main.ts")), join(PROJECT, "main.ts")];
}

/** What V8 is told to take less memory, as `--v8-flags=…`. */
export async function v8Flags(): Promise<string> {
  const flags = (await runArguments()).find((argument) => argument.startsWith("--v8-flags="));
  if (flags === undefined) throw new Error("The task `serve` has no --v8-flags");
  return flags;
}
