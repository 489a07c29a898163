/** Draws a rectangle on a picture, by mouse, touch or keyboard, and has it blurred. */
import { announce, base, call, complain, data, make, run, say } from "./page.js";
import { outline, place, uprightSize } from "./blur_boxes.js";

const sheet = document.getElementById("sheet"), form = document.getElementById("part");
const { left, top, right, bottom, zoom } = form.elements;
const address = `/api/collections/${data.collection}/items/${data.id}/blur`;
const image = sheet.querySelector("img");
const box = make("div", { className: "box drawn new", hidden: true });
/** A step of the arrow keys, and the size of a rectangle made by keyboard, as shares of the picture. */
const STEP = 0.005, FIRST_SIZE = 0.08;
let size;

image.onload = begin;
// It may be there before this script.
if (image.complete && image.naturalWidth > 0) begin();

function begin() {
  if (size) return;
  size = uprightSize(data, image);
  sheet.append(box);
  run(showBlurred);
}

async function showBlurred() {
  const { parts, drawn } = await call("GET", address);
  const all = [...parts, ...drawn.map((part) => ({ ...part, kind: "drawn" }))];
  for (const old of sheet.querySelectorAll(".box:not(.new)")) old.remove();
  sheet.append(...all.map((part) => outline(part, size, "")));
}

/** Between the edges of the picture, in whole pixels, whichever corner comes first. */
function set(x1, y1, x2, y2) {
  const within = (value, most) => Math.max(0, Math.min(most, value));
  left.value = Math.floor(within(Math.min(x1, x2), size.width));
  right.value = Math.ceil(within(Math.max(x1, x2), size.width));
  top.value = Math.floor(within(Math.min(y1, y2), size.height));
  bottom.value = Math.ceil(within(Math.max(y1, y2), size.height));
  show();
}

function edges() {
  return [left, top, right, bottom].map(({ value }) => value === "" ? NaN : Number(value));
}

function show() {
  const [x1, y1, x2, y2] = edges();
  box.hidden = !(x2 > x1 && y2 > y1);
  if (!box.hidden) place(box, { x: x1, y: y1, width: x2 - x1, height: y2 - y1 }, size);
}

function pointOf({ clientX, clientY }) {
  const { left, top, width, height } = sheet.getBoundingClientRect();
  return [(clientX - left) / width * size.width, (clientY - top) / height * size.height];
}

let start;
sheet.onpointerdown = (event) => {
  if (!size || !event.isPrimary || event.button !== 0) return;
  start = pointOf(event);
  sheet.setPointerCapture(event.pointerId);
};
sheet.onpointermove = (event) => {
  if (start && event.isPrimary) set(...start, ...pointOf(event));
};
sheet.onpointerup = sheet.onpointercancel = (event) => {
  if (event.isPrimary) start = undefined;
};

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
sheet.onkeydown = (event) => {
  const direction = DIRECTIONS[event.key];
  if (!direction || !size || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  if (box.hidden) {
    const half = Math.max(size.width, size.height) * FIRST_SIZE / 2;
    set(size.width / 2 - half, size.height / 2 - half, size.width / 2 + half, size.height / 2 + half);
    return;
  }
  const step = Math.max(1, Math.round(Math.max(size.width, size.height) * STEP));
  const [x1, y1, x2, y2] = edges();
  const across = direction[0] * step, down = direction[1] * step;
  if (event.shiftKey) set(x1, y1, Math.max(x1 + 1, x2 + across), Math.max(y1 + 1, y2 + down));
  else {
    const x = Math.max(0, Math.min(size.width - (x2 - x1), x1 + across));
    const y = Math.max(0, Math.min(size.height - (y2 - y1), y1 + down));
    set(x, y, x + x2 - x1, y + y2 - y1);
  }
};

for (const field of [left, top, right, bottom]) field.oninput = show;
zoom.onchange = () => {
  sheet.style.width = `${Number(zoom.value) * 100}%`;
  if (zoom.value !== "1") image.src = `${base}/api/pictures/${data.id}/hd.jpg`;
};

form.onsubmit = (event) => {
  event.preventDefault();
  run(async () => {
    complain();
    const shape = edges();
    if (box.hidden) throw new Error(say("web.blur_part_missing"));
    await call("POST", address, { shape });
    for (const field of [left, top, right, bottom]) field.value = "";
    show();
    await showBlurred();
    announce(say("web.blur_part_queued"));
  });
};
