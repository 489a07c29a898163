/** Pages of the instance, such as the terms of service. */
import { announce, base, call, complain, run, say } from "./page.js";

const form = document.getElementById("page-form");

export async function showPages() {
  const { page, language, content } = form.elements;
  page.onchange = language.onchange = () => run(showPages);
  const { languages } = await call("GET", `/api/pages/${page.value}`);
  // What is not written yet is not asked for.
  const isWritten = languages.some((written) => written.language === language.value);
  content.value = isWritten ? await (await fetch(address())).text() : "";
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
    const response = await fetch(address(), { method: "PUT", headers: { "Content-Type": "text/html" }, body });
    if (!response.ok) throw new Error((await response.json()).message);
    // Shown as it was kept: without what would run in browsers.
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
