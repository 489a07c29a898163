/** What the scripts of all pages share: texts, requests and elements. */

const { base, texts, ...data } = JSON.parse(document.getElementById("page-data").textContent);

/** The prefix of this server's addresses, and the data of the page. */
export { base, data };

const plurals = new Intl.PluralRules(document.documentElement.lang);

/**
 * The text of a key in the language of the page; places such as `{count}` get the values of these names, numbers as the language
 * writes them. With a `count` that the language puts in the singular, it is the text of the key with `_one`, where there is one.
 */
export function say(key, values = {}) {
  const singular = values.count !== undefined && plurals.select(values.count) === "one"
    ? texts[`${key}_one`]
    : undefined;
  return (singular ?? texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name] ?? whole;
    return typeof value === "number" ? number(value) : value;
  });
}

/** A refusal by the server, in its own words. */
export class Refusal extends Error {
  /** @param retryAfter the header of this name (RFC 9110 section 10.2.3) */
  constructor(status, body, retryAfter) {
    super(wording(body) ?? `${status}`);
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter ?? undefined;
  }
}

function wording(body) {
  const { details, message } = body ?? {};
  if (typeof details?.error === "string") {
    // Each tag whose value was refused has a sentence of its own; the others only repeat the error.
    const tags = (details.tags ?? []).filter(({ value }) => value !== undefined).map(({ message }) => message);
    return [details.error, ...new Set(tags)].join(" · ");
  }
  if (Array.isArray(details) && details[0]?.error) return `${message}: ${details[0].error}`;
  return message;
}

/** Proves to the server that something was uploaded from this page, for people without an account. */
let uploadSecret;

/** The header by which somebody without an account proves that an upload is theirs; none when it is not needed. */
export function secretHeaders() {
  return uploadSecret ? { "Upload-Secret": uploadSecret } : {};
}

/** Has this page prove that an earlier upload is theirs. */
export function rememberSecret(secret) {
  uploadSecret = secret;
}

/** The headers of every request of a page: the language in which the server says what is wrong, and who uploads. */
export function requestHeaders() {
  return { "Accept": "application/json", "Accept-Language": document.documentElement.lang, ...secretHeaders() };
}

/**
 * Calls the API as whoever is logged in.
 * @returns the JSON of the answer; undefined when it has none
 * @throws Refusal
 */
export async function call(method, path, body) {
  const response = await fetch(base + path, {
    method,
    headers: {
      ...requestHeaders(),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  uploadSecret = response.headers.get("Upload-Secret") ?? uploadSecret;
  const text = await response.text();
  const answer = /json/.test(response.headers.get("Content-Type") ?? "") && text ? JSON.parse(text) : undefined;
  if (!response.ok) throw new Refusal(response.status, answer, response.headers.get("Retry-After"));
  return answer;
}

/** Creates an element; children are elements and texts, handlers are properties such as `onclick`. */
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

/** A button that is disabled while its work is in progress. Errors are shown on the page. */
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

/** Shows an error; without one, removes the last. */
export function complain(error) {
  const place = document.getElementById("objection");
  place.textContent = error ? error.message : "";
  if (error) place.scrollIntoView({ block: "nearest" });
}

/** Shows what was done. */
export function announce(text) {
  const place = document.getElementById("announcement");
  // Screen readers would read the same text again.
  if (place.textContent !== text) place.textContent = text;
}

/** A time in the format of the page's language. */
export function dateTime(text) {
  if (!text) return "–";
  return new Date(text).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
}

/** A number in the format of the page's language. */
export function number(value) {
  return value.toLocaleString(document.documentElement.lang);
}

/** A size in bytes with a suitable unit, as the page's language abbreviates it. */
export function bytes(size) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  const power = size > 0 ? Math.min(Math.floor(Math.log10(size) / 3), units.length - 1) : 0;
  const format = { style: "unit", unit: units[power], unitDisplay: "short", maximumFractionDigits: 1 };
  return (size / 1000 ** power).toLocaleString(document.documentElement.lang, format);
}

/** Milliseconds after which a page is shown as far as it is there. */
const LONGEST_FILLING = 4000;

/** Fills the sections of a page, and shows them together: none moves while people read. Errors are shown on the page. */
export function fillSections(works) {
  const { classList } = document.documentElement;
  classList.add("filling");
  const show = () => classList.remove("filling");
  const timer = setTimeout(show, LONGEST_FILLING);
  const done = works.map((work) => Promise.resolve().then(work).catch(complain));
  Promise.all(done).then(() => {
    clearTimeout(timer);
    show();
  });
}

/** Runs something asynchronously and shows its errors. */
export function run(work) {
  Promise.resolve().then(work).catch(complain);
}
