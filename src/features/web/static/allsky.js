/** Pages about all-sky cameras: refreshes the newest image, plays the last hours, enlarges images. */
const { base } = JSON.parse(document.getElementById("page-data").textContent);
const REFRESH = 15_000, FRAME = 120;

const latest = document.getElementById("latest");
if (latest) watch(latest);

const lightbox = document.getElementById("lightbox");
if (lightbox) enlarge(lightbox);

/** Keeps the newest image up to date, and plays the loop on request. */
function watch(figure) {
  const image = figure.querySelector("img");
  const { camera } = figure.dataset;
  let isPlaying = false;

  const show = (url) => {
    image.src = /^https?:/.test(url) ? url : `${base}/${url}`;
    image.hidden = false;
  };
  const refresh = async () => {
    if (isPlaying || document.hidden) return;
    const { latest_image: { url, message } } = await read(`js/latest?camera_id=${camera}`);
    if (url) show(url);
    const taken = message || timeIn(url);
    if (taken) figure.querySelector("#taken").textContent = taken;
  };
  setInterval(() => refresh().catch(() => {}), REFRESH);

  figure.querySelector("#loop").addEventListener("click", async () => {
    if (isPlaying) return;
    isPlaying = true;
    figure.classList.add("plays");
    try {
      const { image_list: images } = await read(`js/loop?camera_id=${camera}&limit_s=14400&limit=200`);
      for (const { url } of images.reverse()) {
        show(url);
        await image.decode().catch(() => {});
        await new Promise((resolve) => setTimeout(resolve, FRAME));
      }
    } finally {
      isPlaying = false;
      figure.classList.remove("plays");
    }
  });
}

/** The time in the name of an image: local time at the camera. */
function timeIn(url) {
  const [, ...parts] = /_(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)\.\w+$/.exec(url) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  return parts.length === 0 ? "" : `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

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

async function read(path) {
  const response = await fetch(`${base}/${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return await response.json();
}
