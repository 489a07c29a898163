/** The files in what was dropped, including those in nested folders (File and Directory Entries API). */

import { rememberPath } from "./upload_names.js";

/** @returns every file below the dropped items, sorted by path */
export async function droppedFiles(items) {
  // The items are only valid during the event: all entries are read before the first await.
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = (await Promise.all(entries.map(filesBelow))).flat();
  files.sort((a, b) => a.path.localeCompare(b.path, undefined, { numeric: true }));
  for (const { file, path } of files) rememberPath(file, path);
  return files.map(({ file }) => file);
}

/** The name of the dropped folder; undefined unless exactly one folder was dropped. */
export function droppedFolder(items) {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  return entries.length === 1 && entries[0].isDirectory ? entries[0].name : undefined;
}

async function filesBelow(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ path: entry.fullPath, file }];
  }
  const reader = entry.createReader();
  const found = [];
  // A reader returns at most a hundred entries at a time, and none at the end.
  while (true) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(filesBelow))).flat();
}
