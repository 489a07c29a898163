/**
 * The search of the map: titles of this instance and towns, from this server, and what another geocoder finds where the settings
 * name one. A classic script, like the viewer, after which it runs.
 */
(() => {
  const { base, hasGeocoder } = JSON.parse(document.getElementById("page-data").textContent);
  /** Zoom at which a town fills the map. */
  const TOWN_ZOOM = 13;

  const { prototype } = customElements.get("pnx-widget-geosearch");
  const { _onInput: search } = prototype;
  const changed = new WeakSet();
  prototype._onInput = function (query) {
    if (!changed.has(this)) {
      changed.add(this);
      const askOther = this._geocoderEngine;
      this._geocoderEngine = (asked) => askAll(asked, hasGeocoder && askOther);
    }
    return search.call(this, query);
  };

  async function askAll(asked, askOther) {
    // The other one may be away.
    const other = askOther && askOther(asked).catch(() => undefined);
    const [own, others] = await Promise.all([askOwn(asked), other]);
    const names = new Set(own.map((place) => place.place_name));
    return { features: [...own, ...(others?.features ?? []).filter((place) => !names.has(place.place_name))] };
  }

  async function askOwn({ query, limit, proximity }) {
    // One letter would find anything; one Chinese character is the name of a town.
    if (/^\p{Script=Latin}$/u.test(query.trim())) return [];
    const [lat, lon] = proximity.split(",");
    const parameters = new URLSearchParams({ q: query, limit, lat, lon: ((Number(lon) + 540) % 360) - 180 });
    const response = await fetch(`${base}/api/places?${parameters}`);
    if (!response.ok) return [];
    const { features } = await response.json();
    return features.map(({ bbox, geometry: { coordinates }, properties: { label } }) => ({
      // The list shows what is before the first comma as the name.
      place_name: label,
      center: coordinates,
      zoom: TOWN_ZOOM,
      bounds: bbox && [around(bbox.slice(0, 2), -1), around(bbox.slice(2), 1)],
    }));
  }

  /** A corner a little further out, about 50 m: a sequence may have been taken on one spot. */
  function around([longitude, latitude], side) {
    return [longitude + side * 0.0006, latitude + side * 0.0004];
  }
})();
