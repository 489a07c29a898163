/** Samples of what was blurred, with their boxes. */
import { base, call, complain, dateTime, make, run, say } from "./page.js";
import { outline, uprightSize } from "./blur_boxes.js";

const list = document.getElementById("samples"), older = document.getElementById("older");
const form = document.getElementById("filter");

/** @param after where the page before ended */
async function show(after) {
  complain();
  const { kind, most } = form.elements;
  const query = new URLSearchParams({ most: most.value || "1" });
  if (kind.value) query.set("kind", kind.value);
  if (after) query.set("after", after);
  const { blurs, next } = await call("GET", `/api/admin/blurs?${query}`);
  if (!after) list.replaceChildren();
  list.append(...blurs.map(card));
  if (list.children.length === 0 && next === null) list.append(make("li", { className: "muted" }, say("web.no_blurs")));
  older.hidden = next === null;
  older.onclick = () => run(() => show(next));
}

function card({ picture_id: id, blurred_at, model, width, height, parts }) {
  const image = make("img", { src: `${base}/api/pictures/${id}/sd.jpg`, alt: say("web.blur_sample"), loading: "lazy" });
  const sheet = make("div", { className: "sheet" }, image);
  const label = ({ kind, confidence }) => `${say(`web.kind_${kind}`)} ${Math.round(confidence * 100)} %`;
  image.onload = () => {
    const size = uprightSize({ width, height }, image);
    sheet.append(...parts.map((part) => outline(part, size, label(part))));
  };
  const labels = parts.map(label);
  return make(
    "li",
    { className: "card" },
    sheet,
    make("strong", {}, say("web.blur_boxes", { count: parts.length })),
    make("small", {}, [...labels.slice(0, 8), ...(labels.length > 8 ? ["…"] : [])].join(", ")),
    make("small", {}, [dateTime(blurred_at), model].filter(Boolean).join(" · ")),
    make("a", { href: `${base}/pictures/${id}/blur` }, say("web.blur_another_part")),
  );
}

form.onsubmit = (event) => {
  event.preventDefault();
  run(() => show());
};
run(() => show());
