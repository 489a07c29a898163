/** Land and borders of Natural Earth, which the program comes with. */

/** Colours of the map by what it shows. */
export interface Colours {
  water: string;
  land: string;
  coast: string;
  borders: string;
  graticule: string;
}

/** Addresses of the GeoJSON files. */
export interface GroundFiles {
  land: string;
  borders: string;
  graticule: string;
}

/** Sources and layers of a MapLibre style, from the lowest up. */
export interface StyleParts {
  sources: Record<string, { type: string; [option: string]: unknown }>;
  layers: { id: string; type: string; [option: string]: unknown }[];
}

/** The map without streets. */
export function ground(colours: Colours, { land, borders, graticule }: GroundFiles): StyleParts {
  const geojson = (data: string, attribution?: string) => ({ type: "geojson", data, attribution });
  const line = (source: string, color: string, width: number, paint = {}) => ({
    id: source === "land" ? "coast" : source,
    type: "line",
    source,
    paint: { "line-color": color, "line-width": width, ...paint },
  });
  return {
    sources: {
      land: geojson(land, "Natural Earth"),
      borders: geojson(borders),
      graticule: geojson(graticule),
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colours.water } },
      line("graticule", colours.graticule, 0.75, { "line-opacity": 0.4 }),
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colours.land } },
      line("land", colours.coast, 0.75),
      line("borders", colours.borders, 1, { "line-dasharray": [3, 2] }),
    ],
  };
}
