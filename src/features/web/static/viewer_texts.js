/**
 * The legend of the viewer introduces this instance instead of the Panoramax project. A classic script, like the viewer, after
 * which it runs: the viewer reads its texts when it draws.
 */
(() => {
  const { about } = JSON.parse(document.getElementById("page-data").textContent);
  const texts = document.querySelector("pnx-viewer")._t?.pnx;
  if (texts) texts.whats_panoramax = about;
})();
