/** Pages about all-sky cameras: plays what was taken, reads charts, and enlarges images. */
import { startAges } from "./allsky_age.js";
import { startCharts } from "./allsky_charts.js";
import { startKeogram } from "./allsky_keogram.js";
import { startPlayer } from "./allsky_player.js";

startAges();
for (const section of document.querySelectorAll(".player")) startPlayer(section);

const charts = [...document.querySelectorAll(".chart")];
if (charts.length > 0) startCharts(charts);

for (const figure of document.querySelectorAll(".keogram")) startKeogram(figure);

const steps = document.querySelector("[data-arrows]");
if (steps) followArrows(steps);

const lightbox = document.getElementById("lightbox");
if (lightbox) enlarge(lightbox);

/** Shows an image over the page, and the next ones with the arrow keys. Without scripts, the link opens the image. */
function enlarge(dialog) {
  const image = dialog.querySelector("img");
  const links = [...document.querySelectorAll("a.enlarges")];
  let shown = -1;

  const show = (index) => {
    const link = links[index];
    if (!link) return;
    shown = index;
    image.src = link.href;
    dialog.querySelector(".page-link").href = link.dataset.page ?? link.href;
    image.alt = link.title;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.enlarges");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(links.indexOf(link));
    dialog.showModal();
  });
  dialog.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowRight") show(shown + 1);
    if (key === "ArrowLeft") show(shown - 1);
  });
}

/** The arrow keys lead to the image before and after, unless something else uses them. */
function followArrows(nav) {
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (target.closest("input, select, textarea, video, [role=slider]")) return;
    const rel = { ArrowLeft: "prev", ArrowRight: "next" }[key];
    nav.querySelector(`[rel="${rel}"]`)?.click();
  });
}
