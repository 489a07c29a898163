/**
 * What the viewer has to be told before it starts. A classic script: the viewer reads its attributes only when it starts, and it
 * is a classic script as well.
 */
(() => {
  const viewer = document.querySelector("pnx-viewer");

  // A dark base map where the browser is in dark mode.
  if (matchMedia("(prefers-color-scheme: dark)").matches) {
    const { darkMapStyle } = JSON.parse(document.getElementById("page-data").textContent);
    viewer.setAttribute("map-style", darkMapStyle);
  }

  // The map starts with all pictures, unless the address names a place or a picture: MapLibre prefers bounds to everything else.
  const { bounds, ...options } = JSON.parse(viewer.getAttribute("map-options"));
  if (bounds && namesPlace()) viewer.setAttribute("map-options", JSON.stringify(options));

  /** Whether the address, before or after its `#`, names a place or a picture; short links have both within `s`. */
  function namesPlace() {
    return [location.search, location.hash].some((part) => {
      const named = new URLSearchParams(part.replace(/^[?#]/, ""));
      const short = (named.get("s") ?? "").split(";");
      return named.has("pic") || named.has("seq") || /^\d/.test(named.get("map") ?? "") ||
        short.some((value) => /^p.|^m\d/.test(value));
    });
  }
})();
