/**
 * The viewer asks other services for extras: addresses of places, names of tags, icons. Without internet access these requests
 * would wait and fail. Requests to hosts that are not allowed get an empty answer at once. This server gets the language of the
 * page, which may have been chosen.
 *
 * A classic script: it has to run before the viewer, which is one as well.
 */
(() => {
  const { origins } = JSON.parse(document.getElementById("page-data").textContent);
  const mayAsk = new Set([location.origin, ...origins]);
  /** A PNG of one transparent pixel. */
  const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
  const ask = globalThis.fetch;

  globalThis.fetch = function fetch(resource, options) {
    const { origin, pathname, protocol, searchParams } = new URL(
      resource instanceof Request ? resource.url : resource,
      document.baseURI,
    );
    if (!protocol.startsWith("http")) return ask.call(this, resource, options);
    if (origin === location.origin) return ask.call(this, inPageLanguage(resource, options));
    if (mayAsk.has(origin)) return ask.call(this, resource, options);
    if (/\.(png|webp|jpe?g)$/.test(pathname)) return Promise.resolve(emptyPicture());
    return Promise.resolve(Response.json(searchParams.has("lat") ? placeOf(searchParams) : {}));
  };

  function inPageLanguage(resource, options) {
    const request = new Request(resource, options);
    request.headers.set("Accept-Language", document.documentElement.lang);
    return request;
  }

  /** The position of a picture in place of its address (GeocodeJSON). */
  function placeOf(parameters) {
    const name = ["lat", "lon"].map((axis) => Number(parameters.get(axis)).toFixed(5)).join(", ");
    return { features: [{ properties: { geocoding: { name } } }] };
  }

  function emptyPicture() {
    const bytes = Uint8Array.from(atob(PIXEL), (character) => character.charCodeAt(0));
    return new Response(bytes, { headers: { "Content-Type": "image/png" } });
  }
})();
