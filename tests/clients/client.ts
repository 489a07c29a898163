/** What a client of other people is to these tests, and how one is run. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { World } from "./world.ts";

/** A program that other people wrote, used as its documentation says. */
export interface Client {
  name: string;
  /** What it is made to do: a phrase for the table of docs/compatibility.md. */
  does: string;
  /** Whether what it does is the same on any database: it is run on one of them. */
  isIndependent?: boolean;
  /** Its version; undefined where it is not installed. */
  version(): Promise<string | undefined>;
  /** @throws when it does not get what it wants */
  run(world: World): Promise<void>;
}

/** A Python that has the packages of requirements.txt. */
export const PYTHON = Deno.env.get("TEST_PYTHON_CLIENTS");
/** A folder into which npm installed the packages of scripts/clients/packages.ts. */
export const NODE_CLIENTS = Deno.env.get("TEST_NODE_CLIENTS");

export interface Outcome {
  success: boolean;
  /** Standard output, then standard error. */
  output: string;
}

/** Runs a program to its end. One that is not there has no success. */
export async function run(program: string, args: string[], env: Record<string, string> = {}): Promise<Outcome> {
  try {
    const command = new Deno.Command(program, { args, env, stdin: "null", stdout: "piped", stderr: "piped" });
    const { success, stdout, stderr } = await command.output();
    const decoder = new TextDecoder();
    return { success, output: decoder.decode(stdout) + decoder.decode(stderr) };
  } catch (error) {
    return { success: false, output: String(error) };
  }
}

/** Runs a program that must succeed. @returns what it printed */
export async function must(program: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const { success, output } = await run(program, args, env);
  assert.ok(success, `${program} ${args.join(" ")}\n${output}`);
  return output;
}

/** Runs one of the scripts in `python/`. */
export async function mustPython(script: string, ...args: string[]): Promise<string> {
  assert.ok(PYTHON);
  return await must(PYTHON, [fileURLToPath(new URL(`python/${script}`, import.meta.url)), ...args]);
}

/** Where pip puts a program of a package. */
export function pythonProgram(name: string): string {
  assert.ok(PYTHON);
  return PYTHON.replace(/[^/]+$/, name);
}

/** Reads the version of a package of Python. */
export async function pythonVersion(name: string): Promise<string | undefined> {
  if (!PYTHON) return undefined;
  const question = `import importlib.metadata as m; print(m.version("${name}"))`;
  const { success, output } = await run(PYTHON, ["-c", question]);
  return success ? output.trim() : undefined;
}

/** Reads the version that a program prints first. */
export async function programVersion(program: string, argument = "--version"): Promise<string | undefined> {
  const { success, output } = await run(program, [argument]);
  return success ? /\d+(?:\.\d+)+/.exec(output)?.[0] : undefined;
}

/** Reads the version of a package of npm. */
export async function nodeVersion(name: string): Promise<string | undefined> {
  if (!NODE_CLIENTS) return undefined;
  const text = await Deno.readTextFile(`${NODE_CLIENTS}/node_modules/${name}/package.json`).catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text).version;
}

/** A client of which only the requests are sent, as its documentation or source has them. */
export function requestsOf(name: string, does: string, run: Client["run"]): Client {
  return { name, does, version: () => Promise.resolve("its requests"), run };
}
