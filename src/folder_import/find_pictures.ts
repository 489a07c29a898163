/** The pictures of a folder and of those below it. */
import { join, relative } from "node:path";

/** Pictures that lie in one folder: they become one upload set, since names of files are unique there. */
export interface PictureFolder {
  /** Relative to where the search began; empty for that folder itself. */
  name: string;
  path: string;
  /** Names of files, in the order in which cameras count. */
  files: string[];
}

const JPEG = /\.jpe?g$/i;
const byNumber = new Intl.Collator("en", { numeric: true }).compare;

/** Folders with JPEG files, each before those inside it. Hidden ones and links are left out. */
export async function* findPictures(root: string, path = root): AsyncGenerator<PictureFolder> {
  const entries = (await Array.fromAsync(Deno.readDir(path))).filter(({ name }) => !name.startsWith("."));
  const files = entries.filter(({ name, isFile }) => isFile && JPEG.test(name)).map(({ name }) => name);
  if (files.length > 0) yield { name: relative(root, path), path, files: files.sort(byNumber) };
  const folders = entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => name).sort(byNumber);
  for (const folder of folders) yield* findPictures(root, join(path, folder));
}
