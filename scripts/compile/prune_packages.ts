/** Takes out of a `node_modules` folder what the program never reads: half of its size. */
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  EMPTIED_FILES_OF,
  GZIPPED_FILES_OF,
  PROCESSOR_FOLDERS_OF,
  UNUSED_FILES,
  UNUSED_FILES_OF,
  UNUSED_PACKAGES,
} from "./contents.ts";

/** Prunes the `node_modules` folder that Deno made: packages are in `.deno/<name>@<version>/node_modules/<name>`. */
export async function prunePackages(nodeModules: string, architecture: string): Promise<void> {
  const installed = join(nodeModules, ".deno");
  for await (const { name } of Deno.readDir(installed)) {
    if (UNUSED_PACKAGES.some((pattern) => pattern.test(name))) {
      await Deno.remove(join(installed, name), { recursive: true });
    } else if (name.includes("@", 1)) {
      const packageName = name.slice(0, name.indexOf("@", 1)).replace("+", "/");
      await prunePackage(join(installed, name, "node_modules", packageName), packageName, architecture);
    }
  }
  await removeBrokenLinks(nodeModules);
}

async function prunePackage(root: string, name: string, architecture: string): Promise<void> {
  await pruneFiles(root, UNUSED_FILES_OF[name]);
  const processors = PROCESSOR_FOLDERS_OF[name];
  if (processors) await keepOnly(join(root, processors), architecture);
  const packed = GZIPPED_FILES_OF[name], emptied = EMPTIED_FILES_OF[name];
  if (packed) await gzipFiles(root, packed);
  if (emptied) await emptyFile(join(root, emptied));
}

async function pruneFiles(root: string, unused: RegExp | undefined, folder = ""): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(join(root, folder))) {
    const path = folder ? `${folder}/${name}` : name;
    if (isDirectory) await pruneFiles(root, unused, path);
    else if (UNUSED_FILES.test(name) || unused?.test(path)) await Deno.remove(join(root, path));
  }
}

async function keepOnly(folder: string, kept: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (name !== kept) await Deno.remove(join(folder, name), { recursive: true });
  }
}

async function gzipFiles(root: string, chosen: RegExp, folder = ""): Promise<void> {
  for await (const { name, isDirectory } of Deno.readDir(join(root, folder))) {
    const path = folder ? `${folder}/${name}` : name;
    if (isDirectory) await gzipFiles(root, chosen, path);
    else if (chosen.test(path)) {
      await Deno.writeFile(join(root, `${path}.gz`), gzipSync(await Deno.readFile(join(root, path)), { level: 9 }));
      await Deno.remove(join(root, path));
    }
  }
}

/** Puts a new file there: Deno links the files of packages to those of its cache, which must stay as they are. */
async function emptyFile(path: string): Promise<void> {
  if (await exists(path)) await Deno.remove(path);
  await Deno.writeFile(path, new Uint8Array());
}

/** Packages link to those they depend on. */
async function removeBrokenLinks(folder: string): Promise<void> {
  for await (const { name, isDirectory, isSymlink } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) await removeBrokenLinks(path);
    else if (isSymlink && !await exists(path)) await Deno.remove(path);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
