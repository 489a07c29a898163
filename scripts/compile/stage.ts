/** Lays out, in an empty folder, the program and the packages it needs to run. */
import { dirname, join } from "node:path";
import { writeNotices } from "../notices/write.ts";
import { ASSETS, ENTRY_POINTS, MODELS, NOTICES, READ_PACKAGES } from "./contents.ts";
import { prunePackages } from "./prune_packages.ts";
import { runDeno } from "./run_deno.ts";

const MODELS_SCRIPT = "scripts/blur_models.ts";
const ASSETS_SCRIPT = "scripts/build_embedded_assets.ts", ASSETS_SCRIPT_PARTS = "scripts/embedded_assets";

interface Configuration {
  imports: Record<string, string>;
  unstable: string[];
  [key: string]: unknown;
}

/** The part of `deno info --json` that is read here. */
interface ModuleGraph {
  modules: { kind?: string; specifier: string; error?: string }[];
}

/** How npm packages name the processors that Deno compiles for. Deno itself needs glibc. */
const ARCHITECTURES: Record<string, string> = {
  "x86_64-unknown-linux-gnu": "x64",
  "aarch64-unknown-linux-gnu": "arm64",
};

/**
 * Copies the program from `project` to `stage` and installs its packages there.
 * @param target triple of the machine to compile for; this machine when left out
 * @throws Error when a module is missing, or a package cannot be installed
 */
export async function stageProgram(project: string, stage: string, target?: string): Promise<void> {
  for (
    const path of [
      "main.ts",
      "cli.ts",
      "deno.json",
      "deno.lock",
      "src",
      "migrations",
      ASSETS_SCRIPT,
      ASSETS_SCRIPT_PARTS,
    ]
  ) {
    await copy(join(project, path), join(stage, path));
  }
  await stageAssets(project, stage);
  await stageModels(project, stage);
  const path = join(stage, "deno.json");
  const configuration: Configuration = JSON.parse(await Deno.readTextFile(path));
  const needed = new Set([...await importedPackages(stage), ...READ_PACKAGES]);
  configuration.imports = Object.fromEntries(
    Object.entries(configuration.imports).filter(([name]) => needed.has(name)),
  );
  // With it, the binary would lack every module that is imported when it is needed: all commands.
  configuration.unstable = configuration.unstable.filter((name) => name !== "lazy-dynamic-imports");
  await Deno.writeTextFile(path, JSON.stringify(configuration));
  await runDeno(stage, ["install", "--quiet", "--node-modules-dir=auto", ...platform(target)]);
  await writeNotices(stage, project, join(stage, NOTICES));
  await prunePackages(join(stage, "node_modules"), architectureOf(target));
}

/** Takes the assets of the embedded database from the project, or makes them where they are missing or stale. */
async function stageAssets(project: string, stage: string): Promise<void> {
  const made = join(project, ASSETS);
  if (await Deno.stat(made).catch(() => undefined)) await copy(made, join(stage, ASSETS));
  await runDeno(stage, ["run", "--quiet", "--allow-all", "--no-check", "--node-modules-dir=none", ASSETS_SCRIPT]);
}

/** Fetches the models unless they are there already. */
async function stageModels(project: string, stage: string): Promise<void> {
  await runDeno(project, ["run", "--quiet", "--allow-all", "--no-check", "--node-modules-dir=none", MODELS_SCRIPT]);
  await copy(join(project, MODELS), join(stage, MODELS));
}

/** As npm packages name it. */
function architectureOf(target: string | undefined): string {
  const own = Deno.build.arch === "aarch64" ? "arm64" : "x64";
  return (target && ARCHITECTURES[target]) ?? own;
}

function platform(target: string | undefined): string[] {
  if (!target) return [];
  if (!ARCHITECTURES[target]) throw new Error(`--target is one of ${Object.keys(ARCHITECTURES).join(", ")}`);
  return ["--os", "linux", "--arch", ARCHITECTURES[target]];
}

/** Names of the packages that the program and its workers import, directly. */
async function importedPackages(stage: string): Promise<Set<string>> {
  const names = new Set<string>();
  for (const entry of ["main.ts", ...ENTRY_POINTS]) {
    const answer = await runDeno(stage, ["info", "--quiet", "--json", "--node-modules-dir=none", entry]);
    const { modules }: ModuleGraph = JSON.parse(answer);
    const broken = modules.find(({ error }) => error);
    if (broken) throw new Error(broken.error);
    for (const { kind, specifier } of modules) {
      if (kind === "npm") names.add(packageName(specifier));
    }
  }
  return names;
}

/** `npm:/@hono/zod-openapi@1.6.3/path` → `@hono/zod-openapi` */
function packageName(specifier: string): string {
  const name = /^npm:\/?((?:@[^/]+\/)?[^@/]+)/.exec(specifier)?.[1];
  if (!name) throw new Error(`Not a package: ${specifier}`);
  return name;
}

async function copy(from: string, to: string): Promise<void> {
  const { isDirectory } = await Deno.stat(from);
  if (!isDirectory) {
    await Deno.mkdir(dirname(to), { recursive: true });
    return await Deno.copyFile(from, to);
  }
  await Deno.mkdir(to, { recursive: true });
  for await (const { name } of Deno.readDir(from)) await copy(join(from, name), join(to, name));
}
