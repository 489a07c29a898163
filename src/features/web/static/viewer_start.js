/**
 * A dark base map where the browser is in dark mode. A classic script: the viewer reads its attributes only when it starts, and
 * it is a classic script as well.
 */
(() => {
  if (!matchMedia("(prefers-color-scheme: dark)").matches) return;
  const { darkMapStyle } = JSON.parse(document.getElementById("page-data").textContent);
  document.querySelector("pnx-viewer").setAttribute("map-style", darkMapStyle);
})();
