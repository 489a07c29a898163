/**
 * The viewer asks some services for what is nice to have: addresses of places, names of tags, icons. On a network without
 * internet these requests would wait and fail. What may not be asked for gets an empty answer at once.
 *
 * A script of the old kind: it has to be in place before the viewer, which is one as well.
 */
(() => {
  const { origins } = JSON.parse(document.getElementById("page-data").textContent);
  const mayAsk = new Set([location.origin, ...origins]);
  /** A PNG of one transparent pixel. */
  const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
  const ask = globalThis.fetch;

  globalThis.fetch = function fetch(resource, options) {
    const { origin, pathname, protocol } = new URL(
      resource instanceof Request ? resource.url : resource,
      document.baseURI,
    );
    if (!protocol.startsWith("http") || mayAsk.has(origin)) return ask.call(this, resource, options);
    return Promise.resolve(/\.(png|webp|jpe?g)$/.test(pathname) ? emptyPicture() : Response.json({}));
  };

  function emptyPicture() {
    const bytes = Uint8Array.from(atob(PIXEL), (character) => character.charCodeAt(0));
    return new Response(bytes, { headers: { "Content-Type": "image/png" } });
  }
})();
