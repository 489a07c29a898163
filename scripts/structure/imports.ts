/** Which file of the project imports which, as Deno itself resolves it. */
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ENTRY_POINTS } from "../compile/contents.ts";

/** One import; paths are relative to the project, such as `src/core/db/sql.ts`. */
export interface Import {
  from: string;
  to: string;
  /** Counted from 1. */
  line: number;
  /** Needed when the program runs; false for types alone. */
  isValue: boolean;
  /** Loaded when it is needed, by `import()`. */
  isDynamic: boolean;
}

interface Resolution {
  specifier?: string;
  span?: { start: { line: number } };
}

interface ModuleGraph {
  modules: {
    specifier: string;
    dependencies?: { code?: Resolution; type?: Resolution; isDynamic?: boolean }[];
  }[];
}

/** All imports between files of the project that `main.ts` and the workers reach. */
export async function readImports(project: string): Promise<Import[]> {
  const graphs = await Promise.all(["main.ts", ...ENTRY_POINTS].map((entry) => readGraph(project, entry)));
  const imports = new Map<string, Import>();
  for (const { specifier, dependencies = [] } of graphs.flatMap(({ modules }) => modules)) {
    const from = pathIn(project, specifier);
    if (from === undefined) continue;
    for (const { code, type, isDynamic = false } of dependencies) {
      const resolution = code?.specifier ? code : type;
      const to = resolution?.specifier && pathIn(project, resolution.specifier);
      if (!to || to === from) continue;
      const line = (resolution.span?.start.line ?? 0) + 1;
      imports.set(`${from} ${to} ${line}`, { from, to, line, isValue: code?.specifier !== undefined, isDynamic });
    }
  }
  return [...imports.values()].sort((a, b) => a.from.localeCompare(b.from) || a.line - b.line);
}

async function readGraph(project: string, entry: string): Promise<ModuleGraph> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", resolve(project, entry)],
    cwd: project,
    stdin: "null",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** The path inside of the project; undefined for packages and what is elsewhere. */
function pathIn(project: string, specifier: string): string | undefined {
  if (!specifier.startsWith("file:")) return undefined;
  const path = relative(project, fileURLToPath(specifier));
  return path.startsWith("..") || path.startsWith("node_modules") ? undefined : path;
}
