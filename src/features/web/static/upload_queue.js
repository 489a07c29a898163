/**
 * Sends files, several at a time. What fails for a while only, such as the network, is tried again for as long as the page is
 * open; what needs somebody ends as a failure that may be tried again.
 */
import { base, call, Refusal, say, secretHeaders } from "./page.js";

const AT_ONCE = 3;
/** Milliseconds before something is tried again; doubled each time, up to the longest. */
const FIRST_PAUSE = 1000, LONGEST_PAUSE = 30_000;
/** Attempts at what a server answers that is in trouble. */
const MOST_TRIES = 5;

/** Statuses of servers that are overloaded, or behind a proxy and not there: they come back. */
const AWAY = [408, 425, 429, 502, 503, 504];
/** Statuses after which trying again may help, by itself or once somebody has logged in or made room. */
const NOT_FINAL = [401, 403, 500, 507];

/** A file that the browser cannot read any more. */
class Unreadable extends Error {}

/** Something that was not sent, though nothing is wrong with it. */
export function mayBeSentAgain(error) {
  return error instanceof Unreadable || AWAY.includes(error.status) || NOT_FINAL.includes(error.status);
}

/**
 * Does something that asks the server, until it is there to answer.
 * @param onWait gets true when the server is away, and false when it is back
 */
export async function patiently(work, onWait = () => {}) {
  let isAway = false;
  for (let attempt = 1;; attempt++) {
    try {
      const result = await work(attempt);
      if (isAway) onWait(false);
      return result;
    } catch (error) {
      const wasAway = !(error instanceof Unreadable) && (!(error instanceof Refusal) || AWAY.includes(error.status));
      if (!wasAway && !(error.status === 500 && attempt < MOST_TRIES)) {
        if (isAway) onWait(false);
        throw error;
      }
      if (wasAway && !isAway) {
        isAway = true;
        onWait(true);
      }
      await pause(Math.min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE));
    }
  }
}

/** Ends early when the network is back. */
function pause(milliseconds) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener("online", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    addEventListener("online", end);
  });
}

/** As `call()`, until the server is there to answer. */
export function callPatiently(method, path, body) {
  return patiently(() => call(method, path, body));
}

/**
 * Sends all files into an upload set.
 * @param files each with the name under which it is sent, in a Map
 * @param onProgress gets a file and the number of its bytes that were sent
 * @param onWait gets true when files wait for the server, and false when they do not any more
 * @param onEnd gets a file, the error when it was not accepted, and the warnings about its metadata when it was
 */
export async function sendFiles(uploadSet, files, { onProgress, onWait, onEnd }) {
  const waiting = [...files];
  let away = 0;
  const countAway = (isAway) => {
    away += isAway ? 1 : -1;
    onWait(away > 0);
  };
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [file, name] = next;
      try {
        const answer = await patiently((attempt) => sendOnce(uploadSet, file, name, attempt, onProgress), countAway);
        onEnd(file, undefined, answer?.warnings);
      } catch (error) {
        onProgress(file, 0);
        onEnd(file, error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function sendOnce(uploadSet, file, name, attempt, onProgress) {
  onProgress(file, 0);
  try {
    return await send(uploadSet, file, name, (sent) => onProgress(file, sent));
  } catch (error) {
    // An earlier attempt whose answer was lost has arrived: the file is there, as intended.
    if (attempt > 1 && error.status === 409 && error.body?.existing_item) return undefined;
    // Browsers call this an error of the network, too: the file was changed or deleted, or its card was removed.
    if (!(error instanceof Refusal) && !await canBeRead(file)) throw new Unreadable(say("web.file_unreadable"));
    throw error;
  }
}

function canBeRead(file) {
  return file.slice(0, 1).arrayBuffer().then(() => true, () => false);
}

/** Uses XMLHttpRequest, which reports the upload's progress; fetch does not. */
function send(uploadSet, file, name, onSent) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${base}/api/upload_sets/${uploadSet}/files`);
    request.setRequestHeader("Accept", "application/json");
    for (const [name, value] of Object.entries(secretHeaders())) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded }) => onSent(Math.min(loaded, file.size));
    request.onload = () =>
      request.status < 300 ? resolve(request.response) : reject(new Refusal(request.status, request.response));
    request.onerror = () => reject(new Error("network"));
    const form = new FormData();
    form.append("file", file, name);
    request.send(form);
  });
}
