/** The upload page: choose, check, send, watch the processing, show the result. */
import { announce, bytes, complain, data, run, say } from "./page.js";
import { droppedFiles, droppedFolder } from "./dropped_files.js";
import { examineFiles } from "./picture_reader.js";
import { Remarks } from "./upload_remarks.js";
import { LongList } from "./upload_list.js";
import { pathOf } from "./upload_names.js";
import { adviceOn, Problems } from "./upload_problems.js";
import { askForPlaces } from "./upload_placing.js";
import { createUpload, findUpload, keysOfSelection, markArrived, proveOwnership, whileAlone } from "./upload_resume.js";
import { callPatiently, Gate, mayBeSentAgain, sendFiles } from "./upload_queue.js";
import { watchProcessing } from "./upload_processing.js";
import { showUnfinished } from "./upload_unfinished.js";

const element = (id) => document.getElementById(id);
const drop = element("drop");
const isLeaving = (event) => event.preventDefault();
const gate = new Gate();
const problems = new Problems(element("problems"));
let isBusy = false;
/** The id of an unfinished upload that somebody chose to go on with. */
let wanted;

for (const name of ["folder", "files"]) {
  element(`choose-${name}`).onclick = () => element(name).click();
  element(name).onchange = ({ target }) => {
    const files = [...target.files];
    start(files, files[0]?.webkitRelativePath.split("/")[0] || undefined);
  };
}

drop.ondragover = (event) => {
  event.preventDefault();
  drop.classList.add("over");
};
drop.ondragleave = () => drop.classList.remove("over");
drop.ondrop = async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  if (isBusy) return;
  announce(say("upload_page.reading"));
  const folder = droppedFolder(event.dataTransfer.items);
  start(await droppedFiles(event.dataTransfer.items), folder);
};
// The browser would leave the page and open a file that is dropped next to the field.
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => event.preventDefault());
element("again").onclick = () => location.reload();
element("pause").onclick = () => {
  if (gate.isShut) gate.open();
  else gate.shut();
  element("pause").textContent = say(gate.isShut ? "upload_page.go_on" : "upload_page.pause");
  tellState();
};
run(() =>
  showUnfinished((id) => {
    wanted = id;
    element("folder").click();
  })
);

async function start(chosen, folder) {
  if (isBusy || chosen.length === 0) return;
  complain();
  const wrong = tagLines().find((line) => !readTag(line));
  if (wrong !== undefined) {
    announce("");
    complain(new Error(say("upload_page.wrong_tag", { line: wrong })));
    return element("tags").focus();
  }
  isBusy = true;
  addEventListener("beforeunload", isLeaving);
  try {
    await upload(chosen, folder);
  } catch (error) {
    announce("");
    complain(error);
  } finally {
    element("again").hidden = false;
    element("pause").hidden = true;
    removeEventListener("beforeunload", isLeaving);
  }
}

async function upload(chosen, folder) {
  for (const id of ["drop", "options", "unfinished"]) element(id).hidden = true;
  element("progress").hidden = false;
  const tracks = chosen.filter(({ name }) => /\.gpx$/i.test(name));
  const entries = await sortOut(chosen.filter((file) => !tracks.includes(file)));
  if (entries.length === 0) throw new Error(say("web.no_pictures_among_files"));
  showList(entries);

  const keys = await keysOfSelection(folder, entries);
  await whileAlone(
    keys,
    () => announce(say("upload_page.other_tab")),
    () => sendSelection(entries, { keys, folder, tracks }),
  );
}

async function sendSelection(entries, { keys, folder, tracks }) {
  announce(say("upload_page.comparing"));
  const { set: found, others, known } = await findUpload(entries, { keys, folder, wanted });
  let missing = await missingOf(entries, { set: found, others });
  let count = entries.length - missing.length;
  if (count > 0) {
    element("continuing").textContent = say("upload_page.continuing", { done: count, count: entries.length });
    element("continuing").hidden = false;
  }
  // The newest of those that have all of them.
  if (missing.length === 0 && !found) return await watchProcessing(others[0], count);

  announce("");
  // Pictures on one spot would be taken for duplicates of each other.
  element("bar").hidden = true;
  const choices = await askForPlaces(missing, tracks) ? { no_deduplication: true } : {};
  element("bar").hidden = false;
  const { set, isNew } = found
    ? { set: found, isNew: false }
    : await createUpload({ ...newUpload(missing.length, folder), ...choices }, { keys, known });
  proveOwnership(set.id);
  if (found) await changeUpload(found.id, choices);
  if (!found && !isNew) {
    missing = await missingOf(entries, { set, others });
    count = entries.length - missing.length;
  }
  const accepted = await sendAll(set.id, entries, missing);
  if (accepted + (isNew ? 0 : count) === 0) throw new Error(say("web.no_picture_accepted"));
  if (!set.completed || accepted > 0) await callPatiently("POST", `/api/upload_sets/${set.id}/complete`);
  const { nb_items } = await callPatiently("GET", `/api/upload_sets/${set.id}`);
  await watchProcessing(set.id, nb_items);
}

/** The files that have not arrived in these uploads; the others are marked. */
async function missingOf(entries, uploads) {
  await markArrived(entries, uploads);
  return entries.filter(({ state }) => state !== "there");
}

/** What the fields of the page say of a new upload. */
function newUpload(count, folder) {
  const language = document.documentElement.lang;
  const visibility = element("visibility")?.value;
  return {
    title: element("title").value.trim() || folder || new Date().toLocaleDateString(language),
    estimated_nb_files: count,
    semantics: tagLines().map(readTag),
    ...(visibility ? { visibility } : {}),
  };
}

/** Does with an upload that was begun before what the fields of the page say now. */
async function changeUpload(id, choices) {
  const path = `/api/upload_sets/${id}`;
  const visibility = element("visibility")?.value;
  const wanted = tagLines().map(readTag);
  const { semantics } = wanted.length > 0 ? await callPatiently("GET", path) : { semantics: [] };
  const isThere = ({ key, value }) => semantics.some((tag) => tag.key === key && tag.value === value);
  const changes = { ...choices, ...(visibility && { visibility }) };
  if (wanted.some((tag) => !isThere(tag))) changes.semantics = wanted.filter((tag) => !isThere(tag));
  if (Object.keys(changes).length > 0) await callPatiently("PATCH", path, changes);
}

function tagLines() {
  const lines = element("tags").value.split("\n").map((line) => line.trim()).filter(Boolean);
  return [...new Set(lines)];
}

/** A tag as the field has it; undefined for what is none. */
function readTag(line) {
  const [, key, value] = /^([^=]{1,256}?)\s*=\s*(.{1,2048})$/.exec(line) ?? [];
  return key && { key, value };
}

/** The files that can be uploaded; lists the others. */
async function sortOut(chosen) {
  // Operating systems put such files into folders.
  const files = chosen.filter(({ name }) => !name.startsWith(".") && !/^(thumbs\.db|desktop\.ini)$/i.test(name));
  const objections = {
    "duplicate": say("web.duplicate_file"),
    "not a picture": say("web.not_jpeg"),
    "too large": say("web.file_too_large", { size: bytes(data.maxBytes) }),
    "unreadable": say("web.file_unreadable"),
  };
  const entries = [];
  announce(say("web.checking_files", { count: files.length }));
  await examineFiles(files, data.maxBytes, (index, { objection, ...info }) => {
    const file = files[index];
    if (objection) problems.add({ name: pathOf(file), reason: objections[objection], kind: "waiting" });
    else entries.push({ file, name: file.name, info, state: "waiting", sent: 0 });
    element("bar").value = (index + 1) / files.length;
  });
  return entries;
}

// ---- the list of files

let list;
const KINDS = { waiting: "", sent: "good", there: "good", refused: "bad", failed: "bad" };

function showList(entries) {
  element("sending").hidden = false;
  list = new LongList(element("file-list"), ({ file, state, sent, reason }) => ({
    name: pathOf(file),
    ...(state !== "sending"
      ? { state: reason ?? say(`upload_page.state_${state}`), kind: KINDS[state] }
      : gate.isShut
      ? { state: say("upload_page.state_waiting"), kind: "" }
      : { state: `${Math.floor(file.size > 0 ? 100 * sent / file.size : 0)} %`, kind: "waiting" }),
  }));
  list.entries = entries;
}

// ---- sending

let waitsFor;
function tellState() {
  list.refresh();
  if (gate.isShut) announce(say("upload_page.paused"));
  else if (waitsFor === "busy") announce(say("upload_page.server_busy"));
  else announce(say(waitsFor ? "web.server_away" : "web.sending"));
}

/**
 * Sends files until all have arrived, were refused, or are to be left out.
 * @param entries all files
 * @param missing those that are to be sent
 * @returns how many were accepted
 */
async function sendAll(id, entries, missing) {
  const total = missing.reduce((sum, { file }) => sum + file.size, 0);
  const remarks = new Remarks(element("remark-list"));
  let size = 0, done = entries.length - missing.length, accepted = 0;
  const move = (entry, sent) => {
    size += sent - entry.sent;
    entry.sent = sent;
  };
  const show = () => {
    element("bar").value = total > 0 ? size / total : 1;
    const counts = { done, count: entries.length, sent: bytes(size), size: bytes(total) };
    element("count").textContent = say("web.pictures_sent", counts);
    list.refresh();
  };
  element("pause").hidden = missing.length === 0;
  tellState();
  let waiting = missing;
  while (waiting.length > 0) {
    const failed = [];
    show();
    await sendFiles(id, waiting, {
      gate,
      onProgress(entry, sent) {
        entry.state = "sending";
        move(entry, sent);
        show();
      },
      onWait(reason) {
        waitsFor = reason;
        tellState();
      },
      onEnd(entry, error, warnings = []) {
        if (error && mayBeSentAgain(error)) {
          Object.assign(entry, { state: "failed", reason: error.message });
          failed.push(entry);
          return show();
        }
        move(entry, entry.file.size);
        done++;
        if (error) refuse(entry, error);
        else {
          accepted++;
          Object.assign(entry, { state: "sent", reason: undefined });
        }
        for (const { message } of warnings) remarks.add(message, entry.file.name);
        element("remarks").hidden = remarks.isEmpty;
        show();
      },
    });
    waiting = await renameLost(id, waiting.filter(({ isDoubtful }) => isDoubtful));
    for (const entry of waiting) {
      move(entry, 0);
      done--;
      accepted--;
    }
    if (failed.length === 0) continue;
    if (await asksAgain(failed, { done, count: entries.length })) {
      waiting.push(...failed);
      tellState();
    } else for (const entry of failed) problems.add({ name: pathOf(entry.file), reason: entry.reason });
  }
  element("pause").hidden = true;
  return accepted;
}

/** Files that the server has not got after all, since another one has their name; they get other names. */
async function renameLost(id, doubtful) {
  if (doubtful.length === 0) return [];
  for (const entry of doubtful) entry.isDoubtful = false;
  await markArrived(doubtful, { set: { id }, others: [] });
  return doubtful.filter(({ state }) => state !== "there");
}

function refuse(entry, error) {
  const { upload_sets, details } = error.body ?? {};
  Object.assign(entry, { state: "refused", reason: undefined });
  const advice = adviceOn(upload_sets ? "file_duplicate" : undefined, details?.missing_fields);
  problems.add({ name: pathOf(entry.file), reason: error.message, advice });
}

/** Asks what to do about files that could not be sent. @returns whether they are to be sent again */
function asksAgain(failed, { done, count }) {
  announce("");
  const reasons = [...new Set(failed.map(({ reason }) => reason))].join(" · ");
  complain(new Error(say("web.some_not_sent", { done, count, failed: failed.length, reason: reasons })));
  element("unsent").hidden = false;
  element("pause").hidden = true;
  element("send-again").focus();
  return new Promise((resolve) => {
    const decide = (again) => () => {
      element("unsent").hidden = true;
      element("pause").hidden = !again;
      complain();
      resolve(again);
    };
    element("send-again").onclick = decide(true);
    element("finish-without").onclick = decide(false);
  });
}
