/** A thread that reads files for the upload page, which stays quick however many there are. */
import { readTracks } from "./gpx_reader.js";
import { md5OfFile, md5OfText } from "./md5.js";
import { PictureChecks } from "./picture_checks.js";
import { uniqueNamesOf, untaken } from "./upload_names.js";

let checks;

const TASKS = {
  /** Starts a selection. */
  begin: ({ maxBytes }) => void (checks = new PictureChecks(maxBytes)),
  /** What is in files, and why some cannot be uploaded. */
  examine: async ({ files }) => {
    const found = [];
    for (const file of files) found.push(await checks.examine(file));
    return found;
  },
  /** What tells a folder by its name, and a selection by the paths and sizes of its files. */
  keys: ({ folder, lines }) => ({
    folder: folder === undefined ? undefined : md5OfText(folder),
    files: md5OfText(lines.sort().join("\n")),
  }),
  order: ({ texts }) => {
    const { compare } = new Intl.Collator(undefined, { numeric: true });
    return texts.map((_, index) => index).sort((a, b) => compare(texts[a], texts[b]));
  },
  names: ({ names, paths, taken, there }) => {
    const used = new Set(taken);
    return uniqueNamesOf(names, paths).map((name, index) => there[index] ? name : untaken(name, used));
  },
  tracks: ({ files }) => readTracks(files),
  resembling,
  recall,
  compare,
};

/** How many of these files are in an upload set, as far as names and sizes tell. */
async function resembling({ address, headers, names, sizes }) {
  const known = new Set((await read(address, headers)).filter(isThere).map((file) => `${file.size}/${file.file_name}`));
  return names.filter((name, index) => known.has(`${sizes[index]}/${name}`)).length;
}

/** The sums of the pictures of upload sets, by size. */
let recalled = new Map();

/** Recalls what is in upload sets. @returns names that pictures of the last one have */
async function recall({ addresses, headers }) {
  recalled = new Map();
  let taken = [];
  for (const address of addresses) {
    const pictures = (await read(address, headers)).filter(isThere);
    for (const { size, content_md5: sum } of pictures) recalled.set(size, (recalled.get(size) ?? new Set()).add(sum));
    taken = pictures.map(({ file_name: name }) => name);
  }
  return taken;
}

/** Whether files are among what was recalled, by size and content. */
async function compare({ files }) {
  const there = [];
  for (const file of files) {
    const sums = recalled.get(file.size);
    // One that cannot be read will say so when it is sent.
    there.push(sums !== undefined && sums.has(await md5OfFile(file).catch(() => undefined)));
  }
  return there;
}

/** It is a picture, or was dropped as too similar to another one: sending it again would change nothing. */
function isThere({ picture_id, rejected }) {
  return picture_id !== undefined || rejected?.reason === "capture_duplicate";
}

async function read(address, headers) {
  const response = await fetch(address, { headers: { Accept: "application/json", ...headers } });
  if (!response.ok) throw Object.assign(new Error(`${response.status}`), { status: response.status });
  return (await response.json()).files;
}

onmessage = async ({ data: { id, task, details } }) => {
  try {
    postMessage({ id, result: await TASKS[task](details) });
  } catch (error) {
    postMessage({ id, error: { message: error.message, status: error.status } });
  }
};
