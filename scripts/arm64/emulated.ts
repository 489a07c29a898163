/** The program for ARM on a machine with another processor: its libraries, its Deno, and the command that runs it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { unpack } from "../../src/core/packed_files.ts";
import { stageProgram } from "../compile/stage.ts";
import { PROJECT, runArguments } from "../project.ts";
import type { Command } from "../measure_memory/server.ts";

const TARGET = "aarch64-unknown-linux-gnu";
const EMULATOR = "qemu-aarch64-static";
/** The Debian whose C library the program runs on, and the one library that Deno needs besides it. */
const SUITE = "bookworm", ARCHIVE = "http://deb.debian.org/debian", LIBRARY = "libstdc++6";

/**
 * Makes what is missing of it in a folder, and lays the program of this checkout out there.
 * @returns how to start the program
 * @throws Error when a tool is missing or something cannot be fetched
 */
export async function prepareEmulated(folder: string): Promise<Command> {
  const { root, runtime } = await fetchEmulated(folder);
  const program = join(folder, "program");
  if (existsSync(program)) await Deno.remove(program, { recursive: true });
  await Deno.mkdir(program);
  await stageProgram(PROJECT, program, TARGET);
  await unpackLibvips(program);
  // The staged one lists fewer packages: the embedded database would be taken for one that was made from others.
  await Deno.copyFile(join(PROJECT, "deno.json"), join(program, "deno.json"));
  const [run = "run", ...args] = await runArguments();
  return [
    EMULATOR,
    "-L",
    root,
    runtime,
    run,
    "--quiet",
    "--no-check",
    "--no-lock",
    "--cached-only",
    "--node-modules-dir=manual",
    ...args.slice(0, -1),
    join(program, "main.ts"),
  ];
}

/**
 * Fetches what is missing of the libraries and the runtime that the program runs on.
 * @returns paths of both
 * @throws Error when a tool is missing or something cannot be fetched
 */
export async function fetchEmulated(folder: string): Promise<{ root: string; runtime: string }> {
  const root = join(folder, "root"), runtime = join(folder, `deno-${Deno.version.deno}`);
  await Deno.mkdir(folder, { recursive: true });
  if (!existsSync(root)) await makeRoot(root);
  if (!existsSync(runtime)) await fetchDeno(runtime);
  return { root, runtime };
}

/** Only a binary looks for it where it is gzipped. */
async function unpackLibvips(program: string): Promise<void> {
  const packages = join(program, "node_modules/.deno");
  for (const { name } of Deno.readDirSync(packages)) {
    if (!name.startsWith("@img+sharp-libvips-")) continue;
    const library = join(packages, name, "node_modules", name.slice(0, name.indexOf("@", 1)).replace("+", "/"), "lib");
    for (const { name: file } of Deno.readDirSync(library)) {
      const path = join(library, file);
      if (file.endsWith(".gz")) await Deno.writeFile(path.slice(0, -".gz".length), unpack(await Deno.readFile(path)));
    }
  }
}

/** The first stage of debootstrap unpacks packages without running anything in them: libraries are all that is needed. */
async function makeRoot(root: string): Promise<void> {
  const unfinished = `${root}.new`;
  await Deno.remove(unfinished, { recursive: true }).catch(() => {});
  await run([
    "debootstrap",
    "--arch=arm64",
    "--foreign",
    "--variant=minbase",
    `--include=${LIBRARY}`,
    SUITE,
    unfinished,
    ARCHIVE,
  ]);
  await Deno.rename(unfinished, root);
}

/** The same version as the Deno that runs this, from npm. */
async function fetchDeno(path: string): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "panoramax-deno-" });
  try {
    await run(["npm", "pack", "--silent", `@deno/linux-arm64-glibc@${Deno.version.deno}`], folder);
    for await (const { name } of Deno.readDir(folder)) await run(["tar", "xzf", name, "package/deno"], folder);
    await Deno.copyFile(join(folder, "package/deno"), `${path}.new`);
    await Deno.chmod(`${path}.new`, 0o755);
    await Deno.rename(`${path}.new`, path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function run([command = "", ...args]: string[], cwd?: string): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args, cwd, stdin: "null" }).output();
  if (success) return;
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  throw new Error(`${command} ${args.join(" ")} failed:\n${said.trim()}`);
}

/** What has to be installed first, as names of Debian's packages. */
export async function missingTools(): Promise<string[]> {
  const needed = { [EMULATOR]: "qemu-user-static", debootstrap: "debootstrap", npm: "npm" };
  const missing: string[] = [];
  for (const [tool, name] of Object.entries(needed)) {
    const { success } = await new Deno.Command("sh", { args: ["-c", `command -v ${tool}`], stdout: "null" }).output();
    if (!success) missing.push(name);
  }
  return missing;
}
