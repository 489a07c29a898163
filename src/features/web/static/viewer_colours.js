/**
 * A dark base map where the browser is set to dark colours. A script of the old kind: the viewer takes a style only before it
 * starts, and it is such a script as well.
 */
(() => {
  if (!matchMedia("(prefers-color-scheme: dark)").matches) return;
  const { darkMapStyle } = JSON.parse(document.getElementById("page-data").textContent);
  document.querySelector("pnx-viewer").setAttribute("map-style", darkMapStyle);
})();
