/**
 * What is different from the Panoramax project's own viewer. A classic script, like the viewer, after which it runs: the viewer
 * draws afterwards.
 */
(() => {
  const { base, about, origins, labels } = JSON.parse(document.getElementById("page-data").textContent);
  const viewer = document.querySelector("pnx-viewer");

  // The legend introduces this instance instead of the Panoramax project.
  const texts = viewer._t?.pnx;
  if (texts) texts.whats_panoramax = about;

  // The code to embed: only `/embed` may be shown in frames. Lit calls this after each rendering.
  afterRendering("pnx-share-menu", function () {
    const { search, hash } = new URL(this._url);
    const address = `${location.origin}${base}/embed${search}${hash}`;
    const code = `<iframe src="${address}" style="border: none; width: 500px; height: 300px" allowfullscreen></iframe>`;
    this.renderRoot.querySelector(".embed textarea").value = code;
    this.renderRoot.querySelector(".embed pnx-copy-button").text = code;
  });

  // Buttons that only have a picture.
  afterRendering("pnx-picture-legend", function () {
    this.renderRoot.querySelector(".headline > pnx-button")?.setAttribute("title", labels.back);
  });
  // The way to the page of the picture, where it is corrected, downloaded and reported.
  afterRendering("pnx-picture-legend", function () {
    const id = this._parent?.psv?.getPictureMetadata?.()?.id;
    let link = this.renderRoot.querySelector(".own-page");
    if (!id) return link?.remove();
    if (!link) {
      link = document.createElement("a");
      link.className = "own-page";
      link.textContent = labels.details;
      link.style.cssText = "display: block; margin: 0.5rem; color: var(--widget-font)";
      // No page of this server but this one is shown in frames.
      if (globalThis.top !== globalThis) link.target = "_blank";
      this.renderRoot.append(link);
    }
    link.href = `${base}/pictures/${id}`;
  });
  afterRendering("pnx-popup", function () {
    this.renderRoot.querySelector(".btn-close")?.setAttribute("title", labels.close);
  });

  showAtAGlance(viewer);
  viewer.onceMapReady().then(() => viewer.map && nameDeniedHosts(viewer.map));

  /** Does something after each time that Lit has drawn an element. */
  function afterRendering(name, work) {
    const { prototype } = customElements.get(name);
    const { updated } = prototype;
    prototype.updated = function (changes) {
      updated?.call(this, changes);
      work.call(this);
    };
  }

  /** Says which hosts the style of the map needs that pages may not ask: without them, the map stays empty. */
  function nameDeniedHosts(map) {
    const denied = globalThis.deniedMapHosts(map.getStyle(), origins);
    if (denied.length === 0) return;
    const notice = document.createElement("p");
    notice.className = "over-viewer card";
    notice.role = "alert";
    notice.textContent = labels.denied.replace("{hosts}", denied.join(", "));
    viewer.after(notice);
  }

  /** Makes dots and lines that can be seen on maps of whole countries; the layers are those of the API's style. */
  async function showAtAGlance(viewer) {
    await viewer.onceMapReady();
    const { map } = viewer;
    // The address can turn it off.
    if (!map) return;
    const byZoom = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];
    const density = ["get", "coef"];
    const byDensity = (least, most) => ["case", ["==", density, 0], 0, ["+", least, ["*", most - least, density]]];
    const paint = {
      geovisio_grid: {
        "circle-radius": byZoom(0, byDensity(5, 9), 4, byDensity(6, 11), 5.5, byDensity(6, 10), 7, byDensity(9, 11)),
        "circle-color": ["interpolate", ["linear"], density, 0, "#ffa726", 0.5, "#f4511e", 1, "#b71c1c"],
        "circle-opacity": byZoom(6.75, 0.9, 7, 0),
        "circle-stroke-color": "#ffffff",
        "circle-stroke-width": 1,
        "circle-stroke-opacity": byZoom(6.75, 0.9, 7, 0),
      },
      // The wide invisible lines that people point at: a sequence of one street is no larger than a pixel here.
      geovisio_sequences_plus: {
        "line-color": "#f4511e",
        "line-width": byZoom(7, 12, 16, 30),
        "line-opacity": byZoom(6.5, 0, 7, 0.5, 11, 0.4, 14, 0),
      },
    };
    for (const [layer, properties] of Object.entries(paint)) {
      if (!map.getLayer(layer)) continue;
      for (const [name, value] of Object.entries(properties)) map.setPaintProperty(layer, name, value);
    }
    if (map.getLayer("geovisio_sequences_plus")) map.setLayoutProperty("geovisio_sequences_plus", "line-cap", "round");
  }
})();
