/** What the styles of maps ask other hosts for. A classic script, for the viewer and for the administration. */

/**
 * The origins that a style needs, and that pages may not ask.
 * @param style a MapLibre style, as the map has it
 * @param origins what may be asked, in addition to this server
 */
globalThis.deniedMapHosts = function deniedMapHosts({ sources = {}, sprite, glyphs }, origins) {
  const sprites = Array.isArray(sprite) ? sprite.map(({ url }) => url) : [sprite];
  const addresses = Object.values(sources).flatMap(({ url, tiles = [], data }) => [url, data, ...tiles]);
  const asked = [...addresses, ...sprites, glyphs]
    .filter((address) => typeof address === "string" && /^https?:/.test(address))
    // The places for numbers are no part of the host, but for its first letter.
    .map((address) => new URL(address.replaceAll(/[{}]/g, "")).origin);
  return [...new Set(asked)].filter((origin) => origin !== location.origin && !origins.includes(origin));
};
