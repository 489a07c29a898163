/** Reads files in a thread of its own (`upload_worker.js`). */
import { base, Refusal, requestHeaders } from "./page.js";
import { pathOf } from "./upload_names.js";

/** Files that are examined between two looks at the progress. */
const AT_ONCE = 25;

const worker = new Worker(new URL("./upload_worker.js", import.meta.url), { type: "module" });
const waiting = new Map();
let last = 0;

worker.onmessage = ({ data: { id, result, error } }) => {
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (!error) resolve(result);
  else reject(error.status ? new Refusal(error.status) : new Error(error.message));
};

function ask(task, details) {
  return new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    worker.postMessage({ id: last, task, details });
  });
}

/** The numbers of texts in the order of these, numbers in them by their value. */
export function orderOf(texts) {
  return ask("order", { texts });
}

/**
 * The points of GPX files in the order of time.
 * @throws Error with the message `too large` or `no points`
 */
export function readTracks(files) {
  return ask("tracks", { files });
}

/**
 * Examines files.
 * @param onFound gets the number of each file and what was found, in order
 */
export async function examineFiles(files, maxBytes, onFound) {
  await ask("begin", { maxBytes });
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const found = await ask("examine", { files: files.slice(start, start + AT_ONCE) });
    found.forEach((info, index) => onFound(start + index, info));
  }
}

/** Keys by which a folder, and a selection of files, are known again. */
export function keysOf(folder, paths, files) {
  return ask("keys", { folder, lines: files.map((file, index) => `${paths[index]}/${file.size}`) });
}

/**
 * Names for files in an upload set, as `uniqueNames()` gives them.
 * @param there for each file, whether it has arrived: then it keeps its name
 * @param taken names of the set that others must not get
 */
export function namesFor(files, { there = [], taken = [] } = {}) {
  return ask("names", { names: files.map(({ name }) => name), paths: files.map(pathOf), taken, there });
}

const filesOf = (id) => new URL(`${base}/api/upload_sets/${id}/files`, location.href).href;

/** How many of these files are in an upload set, as far as names and sizes tell. */
export function countResembling(id, files, names) {
  const sizes = files.map(({ size }) => size);
  return ask("resembling", { address: filesOf(id), headers: requestHeaders(), names, sizes });
}

/**
 * Which of these files are in upload sets already, by size and content.
 * @returns `there`, a boolean for each file; `taken`, names that pictures of the last set have
 */
export async function findMissing(ids, files) {
  const taken = await ask("recall", { addresses: ids.map(filesOf), headers: requestHeaders() });
  const there = [];
  for (let start = 0; start < files.length; start += AT_ONCE) {
    there.push(...await ask("compare", { files: files.slice(start, start + AT_ONCE) }));
  }
  return { there, taken };
}
