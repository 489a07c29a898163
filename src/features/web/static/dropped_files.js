/** The files in what was dropped, including those in nested folders (File and Directory Entries API). */

import { orderOf } from "./picture_reader.js";
import { rememberPath } from "./upload_names.js";

/** @returns every file below the dropped items, sorted by path */
export async function droppedFiles(items) {
  // The items are only valid during the event: all entries are read before the first await.
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = (await Promise.all(entries.map(filesBelow))).flat();
  for (const { file, path } of files) rememberPath(file, path);
  const order = await orderOf(files.map(({ path }) => path));
  return order.map((index) => files[index].file);
}

/** The name of the dropped folder; undefined unless exactly one folder was dropped. */
export function droppedFolder(items) {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  return entries.length === 1 && entries[0].isDirectory ? entries[0].name : undefined;
}

/** Entries that are looked into at once: thousands would keep the page from anything else. */
const AT_ONCE = 10;

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
    for (let start = 0; start < some.length; start += AT_ONCE) {
      const files = await Promise.all(some.slice(start, start + AT_ONCE).map(filesBelow));
      found.push(...files.flat());
      await rest();
    }
  }
  return found;
}

/** Lets the page do something else. */
function rest() {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
