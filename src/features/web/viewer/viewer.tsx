/** The official Panoramax viewer as an element. */
import type { Say } from "../../../core/messages/mod.ts";
import { mapWords } from "./map_words.ts";

/** What the viewer starts with. */
export interface ViewerProps {
  base: string;
  /** Address of the base map. */
  mapStyle: string;
  /** Address of a geocoder in addition to our own. */
  geocoder?: string;
  language: string;
  /** The extent of all pictures in degrees; nulls when there are none. */
  extent: { west: number | null; south: number | null; east: number | null; north: number | null };
  canUpload: boolean;
  say: Say;
}

/** Close enough to see a street; the limit matters when all pictures were taken on one spot. */
const NEAREST_ZOOM = 16;

/** Whose towns the search finds; their licence asks for it. */
const SEARCH_ATTRIBUTION = '<a href="https://www.geonames.org">GeoNames</a>';

/** The element of the official viewer, with what it starts with. */
export function Viewer({ base, mapStyle, geocoder, language, extent, canUpload, say }: ViewerProps) {
  const { west, south, east, north } = extent;
  const isEmpty = west === null;
  const place = isEmpty
    ? { center: [5, 30], zoom: 1.5 }
    : { bounds: [[west, south], [east, north]], fitBoundsOptions: { padding: 60, maxZoom: NEAREST_ZOOM } };
  const mapOptions = {
    ...place,
    attributionControl: { customAttribution: SEARCH_ATTRIBUTION },
    locale: mapWords(say),
  };
  return (
    <>
      <pnx-viewer
        endpoint={`${base}/api`}
        map-style={mapStyle}
        map-options={JSON.stringify(mapOptions)}
        geocoder={geocoder}
        lang={language}
      />
      <noscript>
        <p class="over-viewer card">
          {say("web.map_needs_javascript")} <a href={`${base}/api/docs/swagger`}>API</a>
        </p>
      </noscript>
      {isEmpty && canUpload && (
        <p class="over-viewer card">
          {say("web.no_pictures")} <a href={`${base}/upload`}>{say("web.upload_first")}</a>
        </p>
      )}
    </>
  );
}
