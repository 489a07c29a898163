/** Pages of the instance, such as the terms of service. */
import { announce, base, call, complain, requestHeaders, run, say } from "./page.js";

const form = document.getElementById("page-form");

/** Loads the page and language that are chosen into the editor. */
export async function showPages() {
  const { page, language, content } = form.elements;
  page.onchange = language.onchange = () => run(showPages);
  // What somebody typed before the text arrives would be lost.
  content.disabled = true;
  const { languages } = await call("GET", `/api/pages/${page.value}`);
  const isWritten = languages.some((written) => written.language === language.value);
  content.value = isWritten ? await (await fetch(address())).text() : "";
  content.disabled = false;
}

function address() {
  const { page, language } = form.elements;
  return `${base}/api/pages/${page.value}/${language.value}`;
}

form.onsubmit = (event) => {
  event.preventDefault();
  run(async () => {
    complain();
    const body = form.elements.content.value;
    const headers = { ...requestHeaders(), "Content-Type": "text/html" };
    const response = await fetch(address(), { method: "PUT", headers, body });
    if (!response.ok) throw new Error((await response.json()).message);
    // Shows it as it was saved: sanitized.
    await showPages();
    announce(say("web.saved"));
  });
};

document.getElementById("delete-page").onclick = () =>
  run(async () => {
    if (!confirm(say("web.delete_page_question"))) return;
    await call("DELETE", address().slice(base.length));
    await showPages();
    announce(say("web.deleted"));
  });
