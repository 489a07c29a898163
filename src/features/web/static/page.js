/** What the scripts of all pages share: texts, requests, elements. */

const { base, texts, ...data } = JSON.parse(document.getElementById("page-data").textContent);

/** Prefix of the addresses of this server; and what the page was given. */
export { base, data };

/** The text of a name in the language of the page; `{count}` is replaced by the value of that name. */
export function say(key, values = {}) {
  return (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** What the server refused, in its own words. */
export class Refusal extends Error {
  constructor(status, body) {
    super(wording(body) ?? `${status}`);
    this.status = status;
  }
}

function wording(body) {
  const { details, message } = body ?? {};
  if (typeof details?.error === "string") {
    // Tags with values that were refused, each in a sentence; others only repeat the error.
    const tags = (details.tags ?? []).filter(({ value }) => value !== undefined).map(({ message }) => message);
    return [details.error, ...new Set(tags)].join(" · ");
  }
  if (Array.isArray(details) && details[0]?.error) return `${message}: ${details[0].error}`;
  return message;
}

/** Tells the server that what somebody without an account made was made on this page. */
let uploadSecret;

export function secretHeaders() {
  return uploadSecret ? { "Upload-Secret": uploadSecret } : {};
}

/**
 * Calls the API as who is logged in.
 * @returns the JSON of the answer; undefined when it has none
 * @throws Refusal
 */
export async function call(method, path, body) {
  const response = await fetch(base + path, {
    method,
    headers: {
      "Accept": "application/json",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...secretHeaders(),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  uploadSecret = response.headers.get("Upload-Secret") ?? uploadSecret;
  const text = await response.text();
  const answer = /json/.test(response.headers.get("Content-Type") ?? "") && text ? JSON.parse(text) : undefined;
  if (!response.ok) throw new Refusal(response.status, answer);
  return answer;
}

/** Makes an element; children are elements and texts, and handlers are properties such as `onclick`. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith("on")) element[key] = value;
    else element.setAttribute(key === "className" ? "class" : key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

/** A button that cannot be pressed again until what it does is done. What goes wrong is shown on the page. */
export function button(label, className, work) {
  const element = make("button", { type: "button", className }, label);
  element.onclick = async () => {
    element.disabled = true;
    try {
      await work(element);
    } catch (error) {
      complain(error);
    } finally {
      element.disabled = false;
    }
  };
  return element;
}

/** Shows what went wrong; nothing when everything is well again. */
export function complain(error) {
  const place = document.getElementById("objection");
  place.textContent = error ? error.message : "";
  if (error) place.scrollIntoView({ block: "nearest" });
}

/** Says what was done. */
export function announce(text) {
  document.getElementById("announcement").textContent = text;
}

/** A time as people of this language write it. */
export function dateTime(text) {
  if (!text) return "–";
  return new Date(text).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
}

/** A size as people read it, from bytes. */
export function bytes(size) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = size > 0 ? Math.min(Math.floor(Math.log10(size) / 3), units.length - 1) : 0;
  const rounded = (size / 1000 ** power).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  return `${rounded} ${units[power]}`;
}

/** Runs something when the page is there, and shows what goes wrong. */
export function run(work) {
  Promise.resolve().then(work).catch(complain);
}
