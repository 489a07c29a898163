/**
 * Groups of test files: a module that imports them one after the other. For each file that Deno is given it loads the modules
 * of the program anew, which takes longer than what most of them test.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PROJECT } from "../project.ts";

/** Those of clients are run by `deno task clients`. */
const ELSEWHERE = "tests/clients/";
/** Their files are many and short; they change nothing that the next file in the same process could notice. */
const GROUPED = ["tests/browser/", "tests/core/", "tests/features/"];
/** Files in a group: enough to save most of the time, few enough that all processors are busy until the end. */
const SIZE = 16;
/** Those in a browser take minutes: where several run at once, they are done at about the same time. */
const SIZE_IN_BROWSER = 8;
/** What a file says that keeps servers or databases open, which tests of plain functions would take for leaks of their own. */
const OPENS = /support\/(?:databases|server|instances|people|sessions|blur_server)\.ts|\/support\.ts/;

/**
 * Writes the modules of all groups.
 * @param folder for these modules
 * @param under what the paths of test files begin with
 * @returns paths for `deno test`: of these modules, then of files that run by themselves; the last of these take a moment, so
 *   that no processor waits for another one at the end
 */
export async function writeGroups(folder: string, under = "tests/"): Promise<string[]> {
  const groups: string[] = [], alone: string[] = [];
  const together = new Map<string, string[]>();
  for (const file of (await testFiles()).filter((path) => path.startsWith(under))) {
    const group = await groupOf(file);
    if (group === undefined) alone.push(file);
    else together.set(group, [...together.get(group) ?? [], file]);
  }
  for (const [name, files] of together) {
    const size = name === "browser" ? SIZE_IN_BROWSER : SIZE;
    for (let start = 0; start < files.length; start += size) {
      const path = join(folder, `${name}_${start / size + 1}_test.ts`);
      await Deno.writeTextFile(path, moduleOf(files.slice(start, start + size)));
      groups.push(path);
    }
  }
  return [...groups, ...alone];
}

async function testFiles(): Promise<string[]> {
  const names = await readdir(join(PROJECT, "tests"), { recursive: true });
  return names.map((name) => `tests/${name}`)
    .filter((path) => /_test\.tsx?$/.test(path) && !path.startsWith(ELSEWHERE))
    .sort();
}

async function groupOf(file: string): Promise<string | undefined> {
  if (!GROUPED.some((folder) => file.startsWith(folder))) return undefined;
  const [, part, name] = file.split("/");
  if (part === "browser") return part;
  const opens = OPENS.test(await Deno.readTextFile(join(PROJECT, file)));
  return opens ? `${part}_${name?.replace(/_test\.tsx?$/, "")}` : `${part}_functions`;
}

function moduleOf(files: string[]): string {
  const lines = files.map((file) =>
    `registerFrom(${JSON.stringify(file)});\nawait import(${JSON.stringify(addressOf(file))});\n`
  );
  return `import { registerFrom } from ${JSON.stringify(addressOf("scripts/test/file_names.ts"))};\n${lines.join("")}`;
}

function addressOf(file: string): string {
  return pathToFileURL(join(PROJECT, file)).href;
}
