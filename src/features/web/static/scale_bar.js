/** A bar on the map that says how long a distance is. A classic script, like the viewer, after which it runs. */
(() => {
  const viewer = document.querySelector("pnx-viewer");
  /** Pixels of the longest bar, and of the narrowest map that has one: next to a picture, the map is small. */
  const LONGEST = 100, NARROWEST = 320;
  /** Metres around the equator, and pixels of the world at zoom 0. */
  const EQUATOR = 40_075_017, WORLD = 512;

  viewer.onceMapReady().then(() => {
    // The address can turn the map off.
    if (!viewer.map) return;
    const bar = document.createElement("div");
    bar.className = "scale-bar";
    viewer.map.getContainer().append(bar);
    for (const event of ["move", "resize"]) viewer.map.on(event, () => show(bar, viewer.map));
    show(bar, viewer.map);
  });

  function show(bar, map) {
    const metresPerPixel = EQUATOR * Math.cos(map.getCenter().lat * Math.PI / 180) / (WORLD * 2 ** map.getZoom());
    const metres = roundBelow(LONGEST * metresPerPixel);
    const [length, unit] = metres >= 1000 ? [metres / 1000, "kilometer"] : [metres, "meter"];
    bar.textContent = length.toLocaleString(document.documentElement.lang, { style: "unit", unit });
    bar.style.width = `${metres / metresPerPixel}px`;
    bar.hidden = map.getContainer().clientWidth < NARROWEST;
  }

  /** The largest of 1, 2, 5, 10, 20 … that is not larger. */
  function roundBelow(length) {
    const power = 10 ** Math.floor(Math.log10(length));
    return power * (length >= 5 * power ? 5 : length >= 2 * power ? 2 : 1);
  }
})();
