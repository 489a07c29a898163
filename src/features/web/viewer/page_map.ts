/** What a page loads and knows for a map of its own, drawn by MapLibre. */
import { basePath } from "../../../core/http/base_url.ts";
import type { RequestContext } from "../../../core/http/context.ts";
import type { Settings } from "../../../core/settings/mod.ts";
import { otherOrigins } from "../content_security_policy.ts";
import type { PageContent } from "../page.tsx";
import { staticAddress } from "../static_files/addresses.ts";
import { baseMapStyle, darkBaseMapStyle } from "./base_map.ts";

/** Files and data of a map; `openMap()` in static/place_map.js uses them. */
export async function pageMap(
  context: RequestContext,
  settings: Settings,
): Promise<Required<Pick<PageContent, "styles" | "scripts" | "data" | "needs">>> {
  return {
    styles: [{ source: "maplibre", path: "maplibre-gl.css" }, "map.css", "gallery.css"],
    scripts: ["browser_gaps.js", "map_hosts.js", { source: "maplibre", path: "maplibre-gl-csp.js" }],
    data: {
      origins: otherOrigins(settings),
      mapStyle: baseMapStyle(context, settings),
      darkMapStyle: darkBaseMapStyle(context, settings),
      mapWorker: basePath(context) + await staticAddress("maplibre", "maplibre-gl-csp-worker.js"),
    },
    needs: { map: true },
  };
}
