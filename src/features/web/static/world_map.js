/** Maps that begin with the whole world, in the colours and the language of the page. */
import { complain, data, say } from "./page.js";

/**
 * Opens one, and says so when the page may not ask a host of its style.
 * @param container id of its element
 * @param navigation options of its buttons
 * @param files the worker, the styles, and where they may come from
 */
export function worldMap(container, navigation, files) {
  const { maplibregl } = globalThis;
  maplibregl.setWorkerUrl(files.worker);
  const style = matchMedia("(prefers-color-scheme: dark)").matches ? files.darkStyle : files.style;
  const map = new maplibregl.Map({ container, style, center: [5, 30], zoom: 1.2, locale: data.mapWords });
  map.addControl(new maplibregl.NavigationControl(navigation));
  map.once("styledata", () => {
    const hosts = globalThis.deniedMapHosts(map.getStyle(), files.origins).join(", ");
    if (hosts) complain(new Error(say("web.map_host_denied", { hosts })));
  });
  return map;
}

/** Those of a page that begins with a map. */
export function mapFiles() {
  const { mapWorker: worker, mapStyle: style, darkMapStyle: darkStyle, origins } = data;
  return { worker, style, darkStyle, origins };
}
