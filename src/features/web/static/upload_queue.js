/** Sends files, several at a time, and retries after temporary failures. */
import { base, Refusal, secretHeaders } from "./page.js";
import { uniqueNames } from "./upload_names.js";

const AT_ONCE = 3;
const TRIES = 5;
const FIRST_PAUSE_MILLISECONDS = 1000;

/** Statuses of temporary failures. */
const PASSING = [408, 425, 429, 500, 502, 503, 504];

/**
 * Sends all files into an upload set.
 * @param onProgress gets a file and the number of its bytes that were sent
 * @param onEnd gets a file, the Refusal when it was not accepted, and the warnings about its metadata when it was
 */
export async function sendFiles(uploadSet, files, { onProgress, onEnd }) {
  const waiting = [...files];
  const names = uniqueNames(waiting);
  const worker = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      try {
        const answer = await sendWithRetries(uploadSet, file, names.get(file), onProgress);
        onEnd(file, undefined, answer?.warnings);
      } catch (error) {
        onEnd(file, error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function sendWithRetries(uploadSet, file, name, onProgress) {
  for (let attempt = 1;; attempt++) {
    try {
      return await send(uploadSet, file, name, (sent) => onProgress(file, sent));
    } catch (error) {
      // An earlier attempt whose answer was lost has arrived: the file is there, as intended.
      if (error.status === 409 && attempt > 1) return;
      if (attempt === TRIES || (error instanceof Refusal && !PASSING.includes(error.status))) throw error;
      onProgress(file, 0);
      await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MILLISECONDS * 2 ** (attempt - 1)));
    }
  }
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
