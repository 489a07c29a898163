/** The upload page: choose, check, send, watch the processing, show the result. */
import { announce, bytes, complain, data, make, say } from "./page.js";
import { droppedFiles, droppedFolder } from "./dropped_files.js";
import { PictureChecks } from "./picture_checks.js";
import { Remarks } from "./upload_remarks.js";
import { uniqueNames } from "./upload_names.js";
import { callPatiently, mayBeSentAgain, sendFiles } from "./upload_queue.js";
import { watchProcessing } from "./upload_processing.js";

const element = (id) => document.getElementById(id);
const drop = element("drop");
const isLeaving = (event) => event.preventDefault();
let isBusy = false;

for (const name of ["folder", "files"]) {
  element(`choose-${name}`).onclick = () => element(name).click();
  element(name).onchange = ({ target }) => {
    const files = [...target.files];
    start(files, files[0]?.webkitRelativePath.split("/")[0]);
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
  const folder = droppedFolder(event.dataTransfer.items);
  start(await droppedFiles(event.dataTransfer.items), folder);
};
// The browser would leave the page and open a file that is dropped next to the field.
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => event.preventDefault());
element("again").onclick = () => location.reload();

async function start(chosen, folder) {
  if (isBusy || chosen.length === 0) return;
  isBusy = true;
  complain();
  addEventListener("beforeunload", isLeaving);
  try {
    await upload(chosen, folder);
  } catch (error) {
    announce("");
    complain(error);
  } finally {
    element("again").hidden = false;
    removeEventListener("beforeunload", isLeaving);
  }
}

async function upload(chosen, folder) {
  drop.hidden = true;
  element("options").hidden = true;
  element("progress").hidden = false;
  announce(say("web.checking_files", { count: chosen.length }));
  const pictures = await sortOut(chosen);
  if (pictures.length === 0) throw new Error(say("web.no_pictures_among_files"));

  const title = element("title").value.trim() || folder || new Date().toLocaleDateString(document.documentElement.lang);
  const visibility = element("visibility")?.value;
  const { id } = await callPatiently("POST", "/api/upload_sets", {
    title,
    estimated_nb_files: pictures.length,
    ...(visibility ? { visibility } : {}),
  });
  const accepted = await sendAll(id, pictures);
  if (accepted === 0) throw new Error(say("web.no_picture_accepted"));
  await callPatiently("POST", `/api/upload_sets/${id}/complete`);
  await watchProcessing(id, accepted);
}

/** The files that can be uploaded; lists the others. */
async function sortOut(chosen) {
  const checks = new PictureChecks(data.maxBytes);
  const objections = {
    "duplicate": say("web.duplicate_file"),
    "not a picture": say("web.not_jpeg"),
    "too large": say("web.file_too_large", { size: bytes(data.maxBytes) }),
  };
  const pictures = [];
  for (const file of chosen) {
    // Operating systems put such files into folders.
    if (file.name.startsWith(".") || /^(thumbs\.db|desktop\.ini)$/i.test(file.name)) continue;
    const objection = await checks.objectionTo(file);
    if (!objection) pictures.push(file);
    else note(file, objections[objection], "waiting");
  }
  return pictures;
}

/** Sends the files until all have arrived, were refused, or are to be left out. @returns how many were accepted */
async function sendAll(id, pictures) {
  const total = pictures.reduce((sum, { size }) => sum + size, 0);
  const sent = new Map();
  let done = 0;
  let accepted = 0;
  let isWaiting = false;
  const remarks = new Remarks(element("remark-list"));
  const show = () => {
    const size = [...sent.values()].reduce((sum, part) => sum + part, 0);
    element("bar").value = total > 0 ? size / total : 0;
    element("count").textContent = say("web.pictures_sent", {
      done,
      count: pictures.length,
      sent: bytes(size),
      size: bytes(total),
    });
    announce(say(isWaiting ? "web.server_away" : "web.sending"));
  };
  let waiting = uniqueNames(pictures);
  while (waiting.size > 0) {
    const failed = new Map();
    const names = waiting;
    show();
    await sendFiles(id, names, {
      onProgress(file, size) {
        sent.set(file, size);
        show();
      },
      onWait(isAway) {
        isWaiting = isAway;
        show();
      },
      onEnd(file, error, warnings = []) {
        if (error && mayBeSentAgain(error)) return failed.set(file, error);
        sent.set(file, file.size);
        done++;
        if (error) note(file, error.message, "bad");
        else accepted++;
        for (const { message } of warnings) remarks.add(message, file.name);
        element("remarks").hidden = remarks.isEmpty;
        show();
      },
    });
    waiting = new Map();
    if (failed.size === 0) continue;
    if (await asksAgain(failed, { done, count: pictures.length })) {
      for (const file of failed.keys()) waiting.set(file, names.get(file));
    } else for (const [file, error] of failed) note(file, error.message, "bad");
  }
  return accepted;
}

/** Asks what to do about files that could not be sent. @returns whether they are to be sent again */
function asksAgain(failed, { done, count }) {
  announce("");
  const reasons = [...new Set([...failed.values()].map(({ message }) => message))].join(" · ");
  complain(new Error(say("web.some_not_sent", { done, count, failed: failed.size, reason: reasons })));
  element("unsent").hidden = false;
  element("send-again").focus();
  return new Promise((resolve) => {
    const decide = (again) => () => {
      element("unsent").hidden = true;
      complain();
      resolve(again);
    };
    element("send-again").onclick = decide(true);
    element("finish-without").onclick = decide(false);
  });
}

/** Lists a file that was not uploaded, with the reason. */
function note(file, reason, kind) {
  element("problems").hidden = false;
  element("problem-list").append(
    make(
      "li",
      {},
      make("span", { className: "file-name" }, file.name),
      make("span", { className: `badge ${kind}` }, reason),
    ),
  );
}
