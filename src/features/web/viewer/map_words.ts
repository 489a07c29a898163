/** What MapLibre says of its buttons, in the language of a page. */
import type { MessageKey, Say } from "../../../core/messages/mod.ts";

/** Texts by MapLibre's own names (`defaultLocale` in its source), of the controls that our maps and the viewer's have. */
const WORDS = {
  "AttributionControl.ToggleAttribution": "map.attribution",
  "GeolocateControl.FindMyLocation": "map.find_me",
  "GeolocateControl.LocationNotAvailable": "map.no_location",
  "Map.Title": "web.map",
  "Marker.Title": "map.marker",
  "NavigationControl.ResetBearing": "map.reset_north",
  "NavigationControl.ZoomIn": "map.zoom_in",
  "NavigationControl.ZoomOut": "map.zoom_out",
  "Popup.Close": "syncapi.close",
} as const satisfies Record<string, MessageKey>;

/** For the option `locale` of a map. */
export function mapWords(say: Say): Record<string, string> {
  return Object.fromEntries(Object.entries(WORDS).map(([name, key]) => [name, say(key)]));
}
