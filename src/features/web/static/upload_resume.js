/** Uploads that were begun before: which of them a folder belongs to, and which of its files have arrived. */
import { call, data, rememberSecret, secretHeaders } from "./page.js";
import { countResembling, findMissing, keysOf, namesFor } from "./picture_reader.js";
import { callPatiently, patiently } from "./upload_queue.js";
import { pathOf } from "./upload_names.js";

/** Where uploads without an account are remembered: the server has no list of them. */
const MEMORY = "panoramax-uploads";
const MOST_REMEMBERED = 20;
/** Uploads that are looked at, newest first, and of these the ones that may be of the same folder. */
const MOST_UPLOADS = 100, MOST_CANDIDATES = 10;

/** The uploads of whoever has this page open, newest first. @param query more of what is asked */
export async function ownUploads(query = "") {
  if (!data.isAnonymous) {
    return (await callPatiently("GET", `/api/users/me/uploads?limit=${MOST_UPLOADS}${query}`)).uploads;
  }
  const found = [];
  for (const { id, secret } of remembered()) {
    rememberSecret(secret);
    const set = await callPatiently("GET", `/api/upload_sets/${id}`).catch(({ status }) => {
      if (status === 404) forget(id);
    });
    if (set) found.push(set);
  }
  return found.filter(({ completed }) => !completed || !query.includes("unfinished"));
}

/** Shows the server that an upload is of whoever has this page open. */
export function proveOwnership(id) {
  const secret = data.isAnonymous && remembered().find((known) => known.id === id)?.secret;
  if (secret) rememberSecret(secret);
}

/**
 * Does something when no other tab uploads the same folder. Browsers offer such locks with HTTPS and on this machine only;
 * elsewhere, both send, and the server takes each file once.
 * @param onWait is called when another tab is at it
 */
export async function whileAlone({ files }, onWait, work) {
  if (!navigator.locks) return await work();
  const name = `panoramax-upload-${files}`;
  const isFree = await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
    return lock !== null;
  });
  if (isFree) return;
  onWait();
  await navigator.locks.request(name, work);
}

/** Keys by which a folder, and a selection of files, are known again. */
export function keysOfSelection(folder, entries) {
  const files = entries.map(({ file }) => file);
  return keysOf(folder, files.map(pathOf), files);
}

/**
 * The upload that files belong to.
 * @param wanted id of one that somebody chose
 * @returns `set`, undefined when there is none; `others`, ids of complete ones that have some of the files; `known`, of all
 */
export async function findUpload(entries, { keys, folder, wanted }) {
  const uploads = await ownUploads();
  const known = uploads.map(({ id }) => id);
  if (wanted) return { set: uploads.find(({ id }) => id === wanted), others: [], known };
  const isAlike = ({ title, metadata = {} }) =>
    metadata.files_key === keys.files ||
    (folder !== undefined && (title === folder || metadata.folder_key === keys.folder));
  const files = entries.map(({ file }) => file);
  const others = [];
  let names;
  for (const upload of uploads.filter(isAlike).slice(0, MOST_CANDIDATES)) {
    proveOwnership(upload.id);
    const isSame = upload.metadata?.files_key === keys.files;
    if (isSame && !upload.completed) return { set: upload, others, known };
    names ??= await namesFor(files);
    const count = await patiently(() => countResembling(upload.id, files, names));
    if (count === 0) continue;
    if (isSame || !upload.completed) return { set: upload, others, known };
    others.push(upload.id);
  }
  return { others, known };
}

/**
 * Makes an upload. If another tab made one of the same files meanwhile, that is taken, also when it is complete already.
 * @param known ids of uploads that were there before
 * @returns `set`, and whether it `isNew`: of another tab's, files may have arrived
 */
export async function createUpload(fields, { keys, known }) {
  const metadata = { files_key: keys.files, ...(keys.folder && { folder_key: keys.folder }) };
  const made = await makeOnce({ ...fields, metadata }, { keys, known });
  if (data.isAnonymous) remember({ id: made.id, secret: secretHeaders()["Upload-Secret"] });
  const [first = made] = await madeMeanwhile({ keys, known });
  proveOwnership(first.id);
  if (first.id === made.id) return { set: made, isNew: true };
  await call("DELETE", `/api/upload_sets/${made.id}`).catch(() => {});
  forget(made.id);
  return { set: first, isNew: false };
}

/** An answer may be lost after the server did what it was asked for: then the upload is there. */
function makeOnce(fields, meanwhile) {
  return patiently(async (attempt) => {
    const [lost] = attempt > 1 ? await madeMeanwhile(meanwhile) : [];
    return lost ?? await call("POST", "/api/upload_sets", fields);
  });
}

/** Uploads of the same files that were not there before, oldest first. */
async function madeMeanwhile({ keys, known }) {
  const uploads = await ownUploads();
  return uploads.filter(({ id, metadata }) => metadata?.files_key === keys.files && !known.includes(id)).reverse();
}

/** Marks the files that have arrived, and names the others so that no name of the upload is used twice. */
export async function markArrived(entries, { set, others }) {
  const files = entries.map(({ file }) => file);
  const ids = [...others, ...(set ? [set.id] : [])];
  if (set) proveOwnership(set.id);
  const { there, taken } = ids.length > 0
    ? await patiently(() => findMissing(ids, files))
    : { there: files.map(() => false), taken: [] };
  const names = await namesFor(files, { there, taken: set ? taken : [] });
  entries.forEach((entry, index) => Object.assign(entry, { name: names[index] }, there[index] && { state: "there" }));
}

function remembered() {
  try {
    const found = JSON.parse(localStorage.getItem(MEMORY) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

function remember(upload) {
  keep([upload, ...remembered()]);
}

/** Forgets an upload that is complete, or gone. */
export function forget(id) {
  keep(remembered().filter((known) => known.id !== id));
}

/** Browsers may refuse to store anything: then the upload is known as long as the page is open. */
function keep(uploads) {
  try {
    localStorage.setItem(MEMORY, JSON.stringify(uploads.slice(0, MOST_REMEMBERED)));
  } catch {
    // Nothing is remembered.
  }
}
