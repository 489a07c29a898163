/** The source files of the program. */
import { join } from "node:path";

/** Longer files are split. */
const MOST_LINES = 400;

/** Paths of all modules below `src/`, relative to the project. */
export async function sourceFiles(project: string): Promise<Set<string>> {
  const files = new Set<string>();
  const walk = async (folder: string) => {
    for await (const { name, isDirectory } of Deno.readDir(join(project, folder))) {
      if (isDirectory) await walk(`${folder}/${name}`);
      else if (/\.(tsx?|js|css)$/.test(name)) files.add(`${folder}/${name}`);
    }
  };
  await walk("src");
  return files;
}

/** A line for each file that is too long. */
export async function longFiles(project: string, files: Iterable<string>): Promise<string[]> {
  const found: string[] = [];
  for (const file of files) {
    const lines = (await Deno.readTextFile(join(project, file))).split("\n").length - 1;
    if (lines > MOST_LINES) found.push(`${file} has ${lines} lines; ${MOST_LINES} are the limit`);
  }
  return found;
}
