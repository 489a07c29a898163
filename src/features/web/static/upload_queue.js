/**
 * Sends files, several at a time. What fails for a while only, such as the network, is tried again for as long as the page is
 * open; what needs somebody ends as a failure that may be tried again.
 */
import { base, call, Refusal, requestHeaders, say } from "./page.js";

const AT_ONCE = 3;
/** Milliseconds before something is tried again; doubled each time, up to the longest. */
const FIRST_PAUSE = 1000, LONGEST_PAUSE = 30_000;
/** Milliseconds that a server may ask to be left alone. */
const LONGEST_REST = 15 * 60_000;
/** Attempts at what a server answers that is in trouble. */
const MOST_TRIES = 5;

/** Statuses of servers that are overloaded, or behind a proxy and not there: they come back. */
const AWAY = [408, 425, 429, 502, 503, 504];
/** Those of a server that is there, and asks for time. */
const BUSY = [429, 503];
/** Statuses after which trying again may help, by itself or once somebody has logged in or made room. */
const NOT_FINAL = [401, 403, 500, 507];

/** A file that the browser cannot read any more. */
class Unreadable extends Error {}

/** Somebody pressed “Pause” while a file was being sent. */
class Paused extends Error {}

/** Something that was not sent, though nothing is wrong with it. */
export function mayBeSentAgain(error) {
  return error instanceof Unreadable || AWAY.includes(error.status) || NOT_FINAL.includes(error.status);
}

/** What lets through, or makes wait. */
export class Gate {
  #opening;
  #open;
  #interrupts = new Set();

  get isShut() {
    return this.#opening !== undefined;
  }

  /** Interrupts what is going on, and makes wait whatever comes. */
  shut() {
    this.#opening ??= new Promise((resolve) => this.#open = resolve);
    for (const interrupt of this.#interrupts) interrupt();
  }

  open() {
    this.#opening = undefined;
    this.#open?.();
  }

  /** Ends when the gate is open. */
  async pass() {
    while (this.#opening) await this.#opening;
  }

  /** Calls a function when the gate is shut. @returns a function that ends this */
  onShut(interrupt) {
    this.#interrupts.add(interrupt);
    return () => this.#interrupts.delete(interrupt);
  }
}

/**
 * Does something that asks the server, until it is there to answer.
 * @param onWait gets `away` or `busy` while the server is, and undefined when it is back
 */
export async function patiently(work, onWait = () => {}, gate = new Gate()) {
  let waitsFor;
  const wait = (reason) => {
    if (waitsFor !== reason) onWait(reason);
    waitsFor = reason;
  };
  for (let attempt = 1;; attempt++) {
    await gate.pass();
    try {
      const result = await work(attempt);
      wait(undefined);
      return result;
    } catch (error) {
      if (error instanceof Paused) continue;
      const isAway = !(error instanceof Unreadable) && (!(error instanceof Refusal) || AWAY.includes(error.status));
      if (!isAway && !(error.status === 500 && attempt < MOST_TRIES)) {
        wait(undefined);
        throw error;
      }
      if (isAway) wait(BUSY.includes(error.status) ? "busy" : "away");
      await pause(Math.max(Math.min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE), restWanted(error)));
    }
  }
}

/** Milliseconds that the server asks to wait. */
function restWanted({ retryAfter }) {
  if (!retryAfter) return 0;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds * 1000, 0), LONGEST_REST) : 0;
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
 * @param entries each with its file, the name under which it is sent, and the fields to send with it; they get `isDoubtful` when
 * the server has such a file already, or another one of this name
 * @param gate makes them wait, and interrupts those on their way
 * @param onProgress gets an entry and the number of its bytes that were sent
 * @param onWait gets `away` or `busy` while files wait for the server, and undefined when none does any more
 * @param onEnd gets an entry, the error when it was not accepted, and the warnings about its metadata when it was
 */
export async function sendFiles(uploadSet, entries, { gate, onProgress, onWait, onEnd }) {
  const waiting = [...entries].reverse();
  const reasons = new Map();
  const worker = async () => {
    for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
      const note = (reason) => {
        if (reason) reasons.set(entry, reason);
        else reasons.delete(entry);
        onWait([...reasons.values()].at(-1));
      };
      try {
        const answer = await patiently(() => sendOnce(uploadSet, entry, gate, onProgress), note, gate);
        onEnd(entry, undefined, answer?.warnings);
      } catch (error) {
        onProgress(entry, 0);
        onEnd(entry, error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function sendOnce(uploadSet, entry, gate, onProgress) {
  onProgress(entry, 0);
  try {
    return await send(uploadSet, entry, gate, (sent) => onProgress(entry, sent));
  } catch (error) {
    // It has arrived before, from an earlier attempt whose answer was lost, or from another tab; or another file has its name.
    if (error.status === 409 && error.body?.existing_item) {
      entry.isDoubtful = true;
      return undefined;
    }
    // Browsers call this an error of the network, too: the file was changed or deleted, or its card was removed.
    const isOfBrowser = !(error instanceof Refusal) && !(error instanceof Paused);
    if (isOfBrowser && !await canBeRead(entry.file)) throw new Unreadable(say("web.file_unreadable"));
    if (error instanceof Paused) onProgress(entry, 0);
    throw error;
  }
}

function canBeRead(file) {
  return file.slice(0, 1).arrayBuffer().then(() => true, () => false);
}

/** Uses XMLHttpRequest, which reports the upload's progress; fetch does not. */
function send(uploadSet, { file, name, fields = {} }, gate, onSent) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${base}/api/upload_sets/${uploadSet}/files`);
    for (const [name, value] of Object.entries(requestHeaders())) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded }) => onSent(Math.min(loaded, file.size));
    request.onload = () => {
      const { status, response } = request;
      if (status < 300) resolve(response);
      else reject(new Refusal(status, response, request.getResponseHeader("Retry-After")));
    };
    request.onerror = () => reject(new Error("network"));
    request.onabort = () => reject(new Paused());
    const forget = gate.onShut(() => request.abort());
    request.onloadend = forget;
    const form = new FormData();
    // The server reads the fields of a form in any order; small ones come first.
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append("file", file, name);
    request.send(form);
  });
}
